// On every page.
import { judgeAges } from "./ages.js"
import { keepWorkerFresh } from "./saved-copies.js"
import { listenForKey } from "./search-key.js"
import { awaitSearch } from "./search-opener.js"
import { rememberCountry } from "./viewed-country.js"

judgeAges()
keepWorkerFresh()
awaitSearch()
listenForKey()
rememberCountry()
