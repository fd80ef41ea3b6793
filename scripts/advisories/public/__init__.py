"""The projection of the catalogue that may be printed: what pages, search, data and print show.

**To add a field to countries** that is published as it stands:

1. ``model/items.py``: the field, with its description, in ``CountryCore`` (of missions ``MissionCore``, of numbers
   ``PhoneCore``, and so on). It is then in ``PublicCountry``, in the API with its list of countries, in the JSON
   Schemas and in OpenAPI. Run ``scripts/new.py schemas``, from which editors complete it.
2. ``overrides/kinds/country.html``: show it, as ``country.…``.
3. Raise the MINOR of ``outputs/api.py:SCHEMA_VERSION``.

A field that must be decided on, because it may be withheld or grow old, stands in ``Country`` alone, gets a field in
``models.PublicCountry`` and its decision in ``projection.Projection``; what the API does not tell is ``exclude``.
"""
