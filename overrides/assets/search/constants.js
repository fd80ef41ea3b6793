// What scripts and builder must do alike: written by `new.py schemas` from search/constants.py.
export const UNSPACED_SIGNS =
  "\\u2e80-\\u2e99\\u2e9b-\\u2ef3\\u2f00-\\u2fd5\\u3005\\u3007\\u3021-\\u3029\\u3038-\\u303b\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufa6d\\ufa70-\\ufad9\\u{16fe2}\\u{16fe3}\\u{16ff0}\\u{16ff1}\\u{20000}-\\u{2ee5d}\\u{2f800}-\\u{2fa1d}\\u{30000}-\\u{33479}\\u3040-\\u30ff\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff"
export const EVERY_PAGE = "qzpage"
export const FIRST_TRADITIONAL = 13312
export const NO_STEP = 256
