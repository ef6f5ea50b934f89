// What devices know a profile by.
export const PROFILE_TYPE = 'application/x-apple-aspen-config'
