// How expectations about clients are written: `yes`, or a fragment of the reason why not.

export const CLIENTS = {
  TB: 'Thunderbird',
  TBA: 'Thunderbird for Android, K-9 Mail',
  TBI: 'Thunderbird for iOS',
  DC: 'Delta Chat',
  FE: 'FairEmail',
  NC: 'Nextcloud Mail',
  EVO: 'Evolution',
  KM: 'KMail',
} as const
export type ClientCode = keyof typeof CLIENTS

/** A client without an entry is not asked: nobody knows. */
export type Expected = Partial<Record<ClientCode, RegExp>>

export const YES = /^yes$/
export const NO = (reason: string) => new RegExp(`^no: .*${reason}`)
export const CANNOT_SEND = /^partly: .*could not send/

export const ALL: readonly ClientCode[] = ['TB', 'TBA', 'TBI', 'DC', 'FE', 'NC', 'EVO', 'KM']

/** A reason for some clients; the others take it. */
export function takenBut(refusals: Expected): Expected {
  return { ...Object.fromEntries(ALL.map((code) => [code, YES])), ...refusals }
}
