// The mail programs that have a guide of their own on the page, in the order in which they are offered.

export const CLIENTS = [
  'ios',
  'mac',
  'thunderbird',
  'thunderbird-android',
  'gmail',
  'outlook-new',
  'outlook-classic',
  'windowsmail',
  'other',
] as const
export type Client = (typeof CLIENTS)[number]
