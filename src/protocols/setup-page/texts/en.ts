// Every word of the page in English. `{name}` is filled in, `*words*` are what is to be clicked or tapped on,
// and in guides each line after the first is a field to fill in.
// Names inflect in other languages: a value stands after a colon or alone, never inside a phrase.

/** The forms of a counted word, by the rule that chooses them. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

export const en = {
  language: 'English',
  title: 'Set up your mail',
  skip: 'Skip to the settings',
  skipToContent: 'Skip to the content',
  languages: 'Language',

  form: {
    label: 'Your email address',
    example: 'For example: name@{domain}',
    show: 'Show settings',
    privately: 'Show without putting the address into the link',
    another: 'Another address',
    shorter: 'With your address there is a shorter way: type it above.',
  },
  promise: 'Type your address and get the settings of your mailbox, with steps for your device.',
  noPassword: 'We never ask for your password here. Type it only in your mail app.',

  problem: {
    title: 'There is a problem',
    address: 'Enter a full address, for example name@example.lt',
    name: 'The name is too long or has characters that no name has.',
    password:
      'The link held something that looks like a password. We did not keep it. Never send your password to a web page: choose a new one if you did.',
    unknown: 'We have no settings for this domain: {domain}',
    unknownHint:
      'Check the spelling of the part after the @. If it is right, ask the company that runs your mailbox.',
    noMail: 'This domain has no mailboxes: {domain}',
    missing: 'There is nothing at this address.',
    protocol: 'The chosen kind of account is not offered for this mailbox.',
    profile:
      'There is no profile for this mailbox: it needs encrypted servers for receiving and for sending, and a password that can be typed.',
    byHand: 'You can type the settings below by hand.',
    failed: 'Sorry, we cannot show your settings right now. Please try again in a moment.',
    tooMany: 'Too many requests came from your network. Please wait a minute and try again.',
    refused: 'This request cannot be answered.',
  },

  moved: {
    text: 'The mail of {domain} is run by another provider: {target}',
    open: 'Go to its settings page',
  },

  device: 'Which app do you use?',
  print: 'Print this page',
  printed: 'This page: {url}',
  support: 'Help and support',
  documentation: 'More help',

  settings: {
    title: 'Your settings',
    ofDomain: 'Settings for every mailbox of {domain}',
    incoming: 'Incoming mail ({protocol})',
    outgoing: 'Outgoing mail (SMTP)',
    recommended: 'recommended',
    server: 'Server',
    port: 'Port',
    security: 'Security',
    username: 'User name',
    password: 'Password',
    plain: 'no encryption',
    foreign:
      '{provider} uses these servers. That is correct, even if their names differ from your address.',
    noOutgoing: 'Sending is not offered.',
    pop: 'POP instead of IMAP',
    imap: 'IMAP instead of POP',
    popWarning:
      'POP fetches mail onto one device. Switch on “leave messages on server” in your app, or other devices will not see them.',
    noPop: 'POP is not offered.',
    onlyPop: 'IMAP is not offered.',
    others: 'Other ports with encryption',
    unencrypted: 'Other ports, not recommended',
    unencryptedWarning:
      'Without encryption anybody on the way can read your mail and your password.',
    onlyUnencrypted:
      'This mailbox can only be reached without encryption. Anybody on the way can read the mail and the password. Ask your provider for encrypted access.',
    calendars: 'Calendar and contacts',
    calendar: 'Calendar (CalDAV)',
    contacts: 'Contacts (CardDAV)',
    address: 'Address',
    davx: 'On Android, install the app DAVx⁵, tap *+*, choose *Login with URL and user name*, and enter the address and the user name from above and the password of your mailbox.',
    davThunderbird:
      'In Thunderbird, choose *New Account → Calendar* or *Address Book* and enter the user name and the address from above.',
    renamed: 'This mailbox is called {address} now.',
    plainOutgoing:
      'Sending is only possible without encryption. Its settings are below, under “Other ports, not recommended”.',
    allUnencrypted: 'The settings, not recommended',
    renamedLike: 'The mailboxes have other addresses now. Instead of {old}, type: {address}',
  },

  username: {
    whole: 'your whole email address',
    isWhole: 'your whole address',
    local: 'the part of your address before the @',
    like: 'for name@{domain}: {example}',
    none: 'none needed',
    person: 'your own name, as your provider has it',
    typed: 'your whole email address',
    inThisForm: 'in exactly this form',
    localPart: 'name',
  },
  login: {
    password: 'your mailbox password (not shown here)',
    window: 'none to type: you sign in through the provider’s own window',
    certificate: 'none: a certificate on your device',
    network: 'none: sending works from the provider’s own network',
    none: 'none needed',
    same: 'Sign-in required: the same user name and password as for incoming mail',
    required: 'Sign-in required',
    notRequired: 'No sign-in needed',
    ticket: 'none to type: you are signed in with your computer (Kerberos)',
    'after receiving': 'none: sending works for a while after mail was received',
  },
  signIn: 'Sign-in',
  // What Thunderbird calls the ways of sending a password.
  methods: {
    cleartext: 'Normal password',
    encrypted: 'Encrypted password',
    NTLM: 'NTLM',
    open: 'No authentication',
  },
  on: 'on',
  off: 'off',
  onlyWindow:
    'This provider accepts no passwords from mail apps. Your app opens the provider’s own sign-in window. Not every app can do that: ask your provider which ones can.',

  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Could not copy',
  // What a copy button is called for who cannot see where it stands.
  copyWhat: 'Copy: {what}',

  trouble: {
    title: 'It does not work?',
    whole: 'The user name is your whole address, not only the part before the @.',
    username: 'The user name is: {username}',
    signIn:
      'Signing in for outgoing mail must be switched on, with the same user name and password. Some apps call it optional. It is not.',
    ports:
      'Incoming mail: port {inPort}, with {inSecurity}. Outgoing mail: port {outPort}, with {outSecurity}.',
    not25: 'Port 25 is for mail servers among themselves, never for you.',
    refuse:
      'Say no to “continue without SSL” and to warnings about certificates. They protect your password.',
    webmail: 'Does your password work in another app or in webmail?',
    webmailHere: 'Does your password work in webmail? Try it there first: {link}',
    signInOther: 'Signing in for outgoing mail must be switched on, with this user name: {outUser}',
    lead: 'Check this:',
    open: 'Outgoing mail needs no sign-in: {outLogin}',
  },

  profile: {
    get: 'Download profile',
    getAll: 'Download profile with calendar and contacts',
    signed: 'The profile is signed by {host}.',
    unsigned: 'Your device will call the profile “Not Signed”. That is expected.',
    asks: 'You type your password {times}.',
    times: { one: '{count} time', other: '{count} times' } as Plural,
    scan: 'On a computer? Scan this code with the camera of your iPhone or iPad:',
    scanLabel: 'QR code: opens the page for your iPhone or iPad',
    orType: 'Or type this address in Safari: {url}',
    wrongBrowser:
      'This browser saves the profile as a file instead of installing it. Open this page in Safari.',
    pageTitle: 'Set up mail on your iPhone or iPad',
    inLink: 'The links to the profile and the code contain your address.',
  },

  code: {
    title: 'Or with this code:',
    label: 'QR code: your account, for the app Thunderbird for Android',
    how: 'Tap *Scan QR code* on the screen for adding an account (in older versions *Settings → Import settings → Scan QR code*). Scan from inside the app, not with the camera, and hold the phone a little further away. The code holds no password: the app asks you for it.',
  },

  clients: {
    ios: 'iPhone, iPad',
    mac: 'Mac',
    thunderbird: 'Thunderbird',
    'thunderbird-android': 'Thunderbird for Android',
    gmail: 'Gmail app',
    'outlook-new': 'New Outlook',
    'outlook-classic': 'Outlook (classic)',
    windowsmail: 'Windows Mail',
    other: 'Another app',
  },

  guides: {
    ios: {
      safari: 'Open this page in Safari on your iPhone or iPad.',
      download: 'Tap {button} and then *Allow*.',
      install:
        'Now open *Settings* and tap *Profile Downloaded*. Do it within 8 minutes: after that the download is discarded.',
      passcode: 'Tap *Install* and enter the passcode of your device.',
      password: 'Type the password of your mailbox when you are asked for it. Done.',
      remove:
        'To remove the account later, remove the profile: *Settings → General → VPN & Device Management*.',
      manual: 'Without a profile, or in Lockdown Mode',
      add: '*Settings → Apps → Mail → Mail Accounts → Add Account → Other → Add Mail Account* (before iOS 18: *Settings → Mail → Accounts*).',
      who: 'Type your name, {address}, your password, and tap *Next*. Choose *{protocol}*.',
      incoming:
        'Incoming mail server:\nHost: {inServer}\nUser name: {user}\nPassword: the one of your mailbox',
      outgoing:
        'Outgoing mail server. Fill in all of it, although the device calls some of it optional:\nHost: {outServer}\nUser name: {outUser}\nPassword: the same',
      save: 'Tap *Next*, then *Save*. If it offers to continue without SSL, say no and check the values.',
      outgoingOpen:
        'Outgoing mail server. Leave its user name and password empty:\nHost: {outServer}',
    },
    mac: {
      download: 'Click {button}',
      open: 'Open the downloaded file. Your Mac says that it is waiting for you in System Settings.',
      install:
        'Open *System Settings → General → Device Management* (macOS 13 and 14: *Privacy & Security → Profiles*), double-click the profile and click *Install*.',
      password: 'Type the password of your mailbox, and the one of your Mac if it asks. Done.',
      remove: 'To remove the account later, remove the profile in the same place.',
      manual: 'Without a profile',
      add: 'In Mail: *Mail → Add Account → Other Mail Account*. Type your name, {address} and your password.',
      servers:
        'Then fill in, and click *Sign In*:\nUser name: {user}\nAccount type: *{protocol}*\nIncoming mail server: {inServer}\nOutgoing mail server: {outServer}',
      ports:
        'Open *Mail → Settings → Accounts → Server Settings* and switch off automatic management:\nIncoming port: {inPort}, with TLS/SSL\nIncoming user name: {user}\nOutgoing port: {outPort}, with TLS/SSL\nOutgoing user name: {outUser}',
    },
    thunderbird: {
      open: 'Open the menu *☰* and choose *New Account → Email*.',
      type: 'Type your name and {address}, and click *Continue*.',
      found:
        'Thunderbird finds the settings by itself. Leave *{protocol}* chosen and click *Continue*.',
      password: 'Type the password of your mailbox. Done.',
      manual:
        'Not found? Choose *Configure manually*:\nIncoming: {inServer}, port {inPort}, *{inSecurity}*\nAuthentication: *{method}*\nUser name for incoming mail: {user}\nOutgoing: {outServer}, port {outPort}, *{outSecurity}*\nAuthentication: *{outMethod}*\nUser name for outgoing mail: {outUser}',
    },
    'thunderbird-android': {
      open: 'Open Thunderbird on your phone and tap *Add account*.',
      type: 'Type {address} and tap *Next*. The settings are found by themselves.',
      password: 'Type the password of your mailbox, then your name. Done.',
      manual:
        'Not found? Tap *Edit configuration*:\nIncoming: {inServer}, port {inPort}, *{inSecurity}*\nOutgoing: {outServer}, port {outPort}, *{outSecurity}*\nUser name for incoming mail: {user}\nUser name for outgoing mail: {outUser}',
      k9: 'K-9 Mail works in the same way, but reads no code.',
    },
    gmail: {
      open: 'In the Gmail app, tap your picture, then *Add another account → Other*.',
      type: 'Type {address} and tap *Manual setup*. Choose *Personal ({protocol})*.',
      password: 'Type the password of your mailbox and tap *Next*.',
      incoming:
        'Incoming server settings:\nUser name: {user}\nServer: {inServer}\nPort: {inPort}\nSecurity type: *{inSecurity}*',
      outgoing:
        'Outgoing server settings. Leave *Require sign-in* on:\nUser name: {outUser}\nServer: {outServer}\nPort: {outPort}\nSecurity type: *{outSecurity}*',
      finish: 'Tap *Next* until the account is there.',
    },
    'outlook-new': {
      open: 'Open *Settings* (the gear), then *Accounts → Your accounts → Add account*.',
      type: 'Type {address} and click *Continue*.',
      choose:
        'If Outlook asks for the kind of account, choose *{protocol}*. Type the password of your mailbox and switch on *Show more*.',
      incoming:
        'Incoming ({protocol}):\nServer: {inServer}\nPort: {inPort}\nSecure connection type: *{inSecurity}*\nUser name: {user}',
      outgoing:
        'Outgoing (SMTP):\nServer: {outServer}\nPort: {outPort}\nSecure connection type: *{outSecurity}*\nUser name: {outUser}',
      finish: 'Click *Continue*. Done.',
      cloud:
        'Good to know: the new Outlook and Outlook for phones fetch your mail through Microsoft’s own servers and keep your password there. Thunderbird and Outlook (classic) do not.',
    },
    'outlook-classic': {
      open: 'Choose *File → Add Account*.',
      type: 'Type {address}, open *Advanced options*, tick *Let me set up my account manually* and click *Connect*.',
      choose: 'Choose *{protocol}*.',
      incoming:
        'Incoming mail:\nServer: {inServer}\nPort: {inPort}\nEncryption method: *{inSecurity}*\n*Require logon using SPA*: {spa}',
      outgoing:
        'Outgoing mail, with the same choice for SPA:\nServer: {outServer}\nPort: {outPort}\nEncryption method: *{outSecurity}*',
      password: 'Click *Next*, type the password of your mailbox, click *Connect*.',
      username:
        'If it does not connect: *File → Account Settings*, double-click the account. The user name is: {user}',
      auth: 'Under *More Settings → Outgoing Server*, *My outgoing server (SMTP) requires authentication* is ticked, with *Use same settings as my incoming mail server*.',
      authOther:
        'Under *More Settings → Outgoing Server*, *My outgoing server (SMTP) requires authentication* is ticked, with *Log on using* and this user name: {outUser}',
    },
    windowsmail: {
      ended:
        'Microsoft ended Windows Mail on 31 December 2024: since then the app neither sends nor receives mail. Use {outlook} or {thunderbird} instead.',
      values:
        'If you still have the app open to look something up: these are the values of its fields.',
      open: 'Open the app, then *Settings → Accounts → Add an account → Other account → {protocol}*, and choose *Show more details*.',
      email: 'Email address: {address}',
      user: 'User name: {user}',
      password: 'Password: the one of your mailbox',
      incoming: 'Incoming mail server: {inServer}, port: {inPort}',
      incomingSsl: 'Tick *Incoming server requires SSL*',
      outgoing: 'Outgoing (SMTP) mail server: {outServer}, port: {outPort}',
      outgoingSsl: 'Tick *Outgoing server requires SSL*',
      auth: 'Tick *Outgoing server requires authentication*',
      same: 'Tick *Use the same user name and password to send and receive email*',
      sameOther:
        'Untick *Use the same user name and password to send and receive email* and type the user name for sending: {outUser}',
    },
    other: {
      type: 'Choose “other”, “{protocol}” or “manual” when your app asks for the kind of account.',
      copy: 'Fill in the values below, for incoming and for outgoing mail.',
      check: 'Choose {inSecurity} for incoming and {outSecurity} for outgoing mail, never “none”.',
    },
  },
  onlyOther:
    'Mail apps sign in without a password here. Not every app can do that: ask your provider which ones can.',
}

export type Texts = typeof en
