// What scripts and builder must do alike: written by `new.py schemas` from search/constants.py.
export const UNSPACED_SIGNS = "\\p{Script=Han}\\u3040-\\u30ff\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff"
export const EVERY_PAGE = "qzpage"
export const FIRST_TRADITIONAL = 13312
export const NO_STEP = 256
