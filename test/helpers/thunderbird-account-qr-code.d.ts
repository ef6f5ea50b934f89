// The package has no types of its own.
declare module 'thunderbird-account-qr-code' {
  export const INCOMING_PROTOCOL: { IMAP: number; POP3: number }
  export const CONNECTION_SECURITY: { Tls: number }
  export const AUTHENTICATION_TYPE: { PasswordCleartext: number }
  export function encodeAccounts(accounts: readonly Record<string, string | number>[]): string
}
