// Every word of the page in Lithuanian. The same rules as in English: see there.
import type { Texts } from './en.js'

export const lt: Texts = {
  language: 'Lietuvių',
  title: 'Pašto nustatymas',
  skip: 'Pereiti prie nustatymų',
  skipToContent: 'Pereiti prie turinio',
  languages: 'Kalba',

  form: {
    label: 'Jūsų el. pašto adresas',
    example: 'Pavyzdžiui: vardas@{domain}',
    show: 'Rodyti nustatymus',
    privately: 'Rodyti neįrašant adreso į nuorodą',
    another: 'Kitas adresas',
    shorter: 'Įrašius adresą viršuje, bus trumpesnis kelias.',
  },
  promise:
    'Įrašykite savo adresą – parodysime jūsų pašto dėžutės nustatymus ir kaip juos įvesti jūsų įrenginyje.',
  noPassword: 'Čia niekada neprašome slaptažodžio. Įveskite jį tik savo pašto programoje.',

  problem: {
    title: 'Įvyko klaida',
    address: 'Įrašykite visą adresą, pvz., vardas@example.lt',
    name: 'Vardas per ilgas arba jame yra netinkamų ženklų.',
    password:
      'Nuorodoje buvo kažkas panašaus į slaptažodį. Mes jo neišsaugojome. Niekada nesiųskite slaptažodžio interneto puslapiui, o jei taip padarėte, pasikeiskite jį.',
    unknown: 'Šio domeno nustatymų neturime: {domain}',
    unknownHint:
      'Patikrinkite, ar teisingai parašyta dalis po @. Jei teisingai, kreipkitės į įmonę, kuri prižiūri jūsų pašto dėžutę.',
    noMail: 'Šis domenas neturi pašto dėžučių: {domain}',
    missing: 'Šiuo adresu nieko nėra.',
    protocol: 'Pasirinkto tipo paskyra šiai pašto dėžutei nesiūloma.',
    profile:
      'Šiai pašto dėžutei profilio nėra: jam reikia šifruotų gavimo ir siuntimo serverių ir slaptažodžio, kurį galima įvesti.',
    byHand: 'Toliau pateiktus nustatymus galite įvesti patys.',
    failed:
      'Atsiprašome, šiuo metu nustatymų parodyti negalime. Pabandykite dar kartą po akimirkos.',
    tooMany: 'Iš jūsų tinklo gauta per daug užklausų. Palaukite minutę ir bandykite dar kartą.',
    refused: 'Į šią užklausą atsakyti negalime.',
  },

  moved: {
    text: 'Domeno {domain} paštą prižiūri kitas teikėjas: {target}',
    open: 'Eiti į jo nustatymų puslapį',
  },

  device: 'Kokią programą naudojate?',
  print: 'Spausdinti šį puslapį',
  printed: 'Šis puslapis: {url}',
  support: 'Pagalba',
  documentation: 'Daugiau pagalbos',

  settings: {
    title: 'Jūsų nustatymai',
    ofDomain: 'Visų domeno pašto dėžučių nustatymai: {domain}',
    incoming: 'Gaunami laiškai ({protocol})',
    outgoing: 'Siunčiami laiškai (SMTP)',
    recommended: 'rekomenduojama',
    server: 'Serveris',
    port: 'Prievadas',
    security: 'Šifravimas',
    username: 'Naudotojo vardas',
    password: 'Slaptažodis',
    plain: 'be šifravimo',
    foreign:
      'Šiuos serverius naudoja: {provider}. Taip ir turi būti, net jei jų vardai nepanašūs į jūsų adresą.',
    noOutgoing: 'Laiškų siuntimas nesiūlomas.',
    pop: 'POP vietoj IMAP',
    imap: 'IMAP vietoj POP',
    popWarning:
      'POP parsiunčia laiškus į vieną įrenginį. Programoje įjunkite „palikti laiškus serveryje“, kitaip kiti įrenginiai jų nematys.',
    noPop: 'POP protokolas nesiūlomas.',
    onlyPop: 'IMAP protokolas nesiūlomas.',
    others: 'Kiti šifruoti prievadai',
    unencrypted: 'Kiti prievadai, nerekomenduojama',
    unencryptedWarning:
      'Be šifravimo jūsų laiškus ir slaptažodį gali perskaityti bet kas pakeliui.',
    onlyUnencrypted:
      'Ši pašto dėžutė pasiekiama tik be šifravimo. Laiškus ir slaptažodį gali perskaityti bet kas pakeliui. Paprašykite savo teikėjo šifruotos prieigos.',
    calendars: 'Kalendorius ir kontaktai',
    calendar: 'Kalendorius (CalDAV)',
    contacts: 'Kontaktai (CardDAV)',
    address: 'Adresas',
    davx: '„Android“ įrenginyje įdiekite programėlę „DAVx⁵“, bakstelėkite *+*, pasirinkite *Prisijungti naudojant URL ir naudotojo vardą* ir įveskite čia pateiktą adresą, naudotojo vardą ir savo pašto dėžutės slaptažodį.',
    davThunderbird:
      'Programoje „Thunderbird“ pasirinkite *Nauja paskyra → Kalendorius* arba *Adresų knyga* ir įveskite čia pateiktą naudotojo vardą ir adresą.',
    renamed: 'Ši pašto dėžutė dabar vadinasi: {address}',
    plainOutgoing:
      'Laiškus siųsti galima tik be šifravimo. Siuntimo nustatymai yra toliau, skiltyje „Kiti prievadai, nerekomenduojama“.',
    allUnencrypted: 'Nustatymai, nerekomenduojama',
    renamedLike: 'Pašto dėžučių adresai dabar kiti. Vietoj {old} įveskite: {address}',
  },

  username: {
    whole: 'visas jūsų el. pašto adresas',
    isWhole: 'visas jūsų adresas',
    local: 'jūsų adreso dalis prieš @',
    like: 'kai adresas vardas@{domain}: {example}',
    none: 'nereikia',
    person: 'jūsų vardas ir pavardė, kaip užrašyta pas teikėją',
    typed: 'visą savo el. pašto adresą',
    inThisForm: 'būtent taip parašytas',
    localPart: 'vardas',
  },
  login: {
    password: 'jūsų pašto dėžutės slaptažodis (čia nerodomas)',
    window: 'įvesti nereikia: prisijungiama paties teikėjo lange',
    certificate: 'nereikia: naudojamas jūsų įrenginio sertifikatas',
    network: 'nereikia: siunčiama iš teikėjo tinklo',
    none: 'nereikia',
    same: 'Būtina prisijungti tuo pačiu naudotojo vardu ir slaptažodžiu kaip gaunant laiškus',
    required: 'Būtina prisijungti',
    notRequired: 'Prisijungti nereikia',
    ticket: 'įvesti nereikia: prisijungiama kartu su kompiuteriu (Kerberos)',
    'after receiving': 'nereikia: siųsti galima kurį laiką po laiškų gavimo',
  },
  signIn: 'Prisijungimas',
  methods: {
    cleartext: 'Įprastas slaptažodis',
    encrypted: 'Šifruotas slaptažodis',
    NTLM: 'NTLM',
    open: 'Nereikia',
  },
  on: 'įjungta',
  off: 'išjungta',
  onlyWindow:
    'Šis teikėjas iš pašto programų slaptažodžių nepriima. Programa atveria paties teikėjo prisijungimo langą. Tai moka ne kiekviena programa: pasiteiraukite savo teikėjo, kuri tinka.',

  copy: 'Kopijuoti',
  copied: 'Nukopijuota',
  notCopied: 'Nukopijuoti nepavyko',
  copyWhat: 'Kopijuoti: {what}',

  trouble: {
    title: 'Neveikia?',
    whole: 'Naudotojo vardas yra visas jūsų adresas, o ne tik dalis prieš @.',
    username: 'Naudotojo vardas yra: {username}',
    signIn:
      'Siunčiant laiškus būtina prisijungti tuo pačiu naudotojo vardu ir slaptažodžiu. Kai kurios programos rašo, kad tai neprivaloma, bet tai privaloma.',
    ports:
      'Gaunami laiškai: prievadas {inPort}, {inSecurity}. Siunčiami laiškai: prievadas {outPort}, {outSecurity}.',
    not25: 'Prievadas 25 skirtas pašto serveriams tarpusavyje, ne jums.',
    refuse:
      'Jei programa siūlo „tęsti be SSL“ arba įspėja dėl sertifikato, nesutikite: šie įspėjimai saugo jūsų slaptažodį.',
    webmail: 'Ar jūsų slaptažodis tinka kitoje programoje arba žiniatinklio pašte?',
    webmailHere:
      'Ar jūsų slaptažodis tinka žiniatinklio pašte? Pirmiausia išbandykite jį ten: {link}',
    signInOther: 'Siunčiant laiškus būtina prisijungti šiuo naudotojo vardu: {outUser}',
    lead: 'Patikrinkite:',
    open: 'Siunčiant laiškus prisijungti nereikia: {outLogin}',
  },

  profile: {
    get: 'Atsisiųsti profilį',
    getAll: 'Atsisiųsti profilį su kalendoriumi ir kontaktais',
    signed: 'Profilį pasirašė: {host}.',
    unsigned: 'Įrenginys rodys, kad profilis nepasirašytas („Not Signed“). Taip ir turi būti.',
    asks: 'Slaptažodį įvesite {times}.',
    times: {
      one: '{count} kartą',
      few: '{count} kartus',
      many: '{count} karto',
      other: '{count} kartų',
    },
    scan: 'Skaitote kompiuteryje? Nuskenuokite šį kodą savo „iPhone“ arba „iPad“ kamera:',
    scanLabel: 'QR kodas: atveria puslapį, skirtą jūsų „iPhone“ arba „iPad“ įrenginiui',
    orType: 'Arba „Safari“ naršyklėje įveskite šį adresą: {url}',
    wrongBrowser:
      'Ši naršyklė profilį išsaugo kaip failą, užuot jį įdiegusi. Atverkite šį puslapį „Safari“ naršyklėje.',
    pageTitle: 'Paštas jūsų „iPhone“ arba „iPad“ įrenginyje',
    inLink: 'Nuorodose į profilį ir kode yra jūsų adresas.',
  },

  code: {
    title: 'Arba su šiuo kodu:',
    label: 'QR kodas: jūsų paskyra programėlei „Thunderbird“ („Android“)',
    how: 'Paskyros pridėjimo lange bakstelėkite *Skenuoti QR kodą* (senesnėse versijose *Nustatymai → Importuoti nustatymus → Skenuoti QR kodą*). Nuskenuokite programėlėje, o ne telefono kamera, ir telefoną laikykite kiek toliau. Kode slaptažodžio nėra: jo paprašys programėlė.',
  },

  clients: {
    ios: 'iPhone, iPad',
    mac: 'Mac',
    thunderbird: 'Thunderbird',
    'thunderbird-android': 'Thunderbird (Android)',
    gmail: '„Gmail“ programėlė',
    'outlook-new': 'Naujoji „Outlook“',
    'outlook-classic': 'Klasikinė „Outlook“',
    windowsmail: 'Windows Mail',
    other: 'Kita programa',
  },

  guides: {
    ios: {
      safari: 'Atverkite šį puslapį „Safari“ naršyklėje savo „iPhone“ arba „iPad“ įrenginyje.',
      download: 'Bakstelėkite {button}, tada *Leisti*.',
      install:
        'Dabar atverkite *Nustatymai* ir bakstelėkite *Profilis atsisiųstas*. Įdiekite per 8 minutes: paskui atsisiųstas profilis ištrinamas.',
      passcode: 'Bakstelėkite *Įdiegti* ir įveskite įrenginio kodą.',
      password: 'Kai paprašys, įveskite savo pašto dėžutės slaptažodį. Viskas.',
      remove:
        'Norėdami vėliau paskyrą pašalinti, pašalinkite profilį: *Nustatymai → Bendra → VPN ir įrenginio tvarkymas*.',
      manual: 'Be profilio arba kai įjungtas „Lockdown Mode“',
      add: '*Nustatymai → Programos → Mail → Pašto paskyros → Pridėti paskyrą → Kita → Pridėti pašto paskyrą* (senesnėse nei „iOS 18“: *Nustatymai → Mail → Paskyros*).',
      who: 'Įveskite savo vardą, {address}, slaptažodį ir bakstelėkite *Toliau*. Pasirinkite *{protocol}*.',
      incoming:
        'Gaunamų laiškų serveris:\nServeris: {inServer}\nNaudotojo vardas: {user}\nSlaptažodis: jūsų pašto dėžutės',
      outgoing:
        'Siunčiamų laiškų serveris. Užpildykite viską, nors įrenginys sako, kad dalis neprivaloma:\nServeris: {outServer}\nNaudotojo vardas: {outUser}\nSlaptažodis: tas pats',
      save: 'Bakstelėkite *Toliau*, tada *Išsaugoti*. Jei siūlo tęsti be SSL, atsisakykite ir patikrinkite reikšmes.',
      outgoingOpen:
        'Siunčiamų laiškų serveris. Jo naudotojo vardo ir slaptažodžio laukus palikite tuščius:\nServeris: {outServer}',
    },
    mac: {
      download: 'Spustelėkite {button}',
      open: 'Atverkite atsisiųstą failą. „Mac“ praneš, kad profilį rasite sistemos nustatymuose.',
      install:
        'Atverkite *Sistemos nustatymai → Bendra → Įrenginio tvarkymas* („macOS 13“ ir „14“: *Privatumas ir sauga → Profiliai*), dukart spustelėkite profilį ir spustelėkite *Įdiegti*.',
      password:
        'Įveskite savo pašto dėžutės slaptažodį ir, jei paprašys, „Mac“ slaptažodį. Viskas.',
      remove: 'Norėdami vėliau paskyrą pašalinti, toje pačioje vietoje pašalinkite profilį.',
      manual: 'Be profilio',
      add: 'Programoje „Mail“: *Mail → Pridėti paskyrą → Kita pašto paskyra*. Įveskite savo vardą, {address} ir slaptažodį.',
      servers:
        'Tada užpildykite ir spustelėkite *Prisijungti*:\nNaudotojo vardas: {user}\nPaskyros tipas: *{protocol}*\nGaunamų laiškų serveris: {inServer}\nSiunčiamų laiškų serveris: {outServer}',
      ports:
        'Atverkite *Mail → Nustatymai → Paskyros → Serverio nustatymai* ir išjunkite automatinį tvarkymą:\nGaunamų laiškų prievadas: {inPort}, su TLS/SSL\nGaunamų laiškų naudotojo vardas: {user}\nSiunčiamų laiškų prievadas: {outPort}, su TLS/SSL\nSiunčiamų laiškų naudotojo vardas: {outUser}',
    },
    thunderbird: {
      open: 'Atverkite meniu *☰* ir pasirinkite *Nauja paskyra → El. paštas*.',
      type: 'Įveskite savo vardą ir {address}, tada spustelėkite *Tęsti*.',
      found:
        '„Thunderbird“ nustatymus randa pati. Palikite pasirinktą *{protocol}* ir spustelėkite *Tęsti*.',
      password: 'Įveskite savo pašto dėžutės slaptažodį. Viskas.',
      manual:
        'Nerado? Pasirinkite *Konfigūruoti rankiniu būdu*:\nGaunami: {inServer}, prievadas {inPort}, *{inSecurity}*\nTapatumo nustatymas: *{method}*\nNaudotojo vardas gaunamiems: {user}\nSiunčiami: {outServer}, prievadas {outPort}, *{outSecurity}*\nTapatumo nustatymas: *{outMethod}*\nNaudotojo vardas siunčiamiems: {outUser}',
    },
    'thunderbird-android': {
      open: 'Telefone atverkite „Thunderbird“ ir bakstelėkite *Pridėti paskyrą*.',
      type: 'Įveskite {address} ir bakstelėkite *Toliau*. Nustatymai bus rasti automatiškai.',
      password: 'Įveskite savo pašto dėžutės slaptažodį, tada savo vardą. Viskas.',
      manual:
        'Nerado? Bakstelėkite *Keisti konfigūraciją*:\nGaunami: {inServer}, prievadas {inPort}, *{inSecurity}*\nSiunčiami: {outServer}, prievadas {outPort}, *{outSecurity}*\nNaudotojo vardas gaunamiems: {user}\nNaudotojo vardas siunčiamiems: {outUser}',
      k9: '„K-9 Mail“ veikia taip pat, tik kodo neskaito.',
    },
    gmail: {
      open: '„Gmail“ programėlėje bakstelėkite savo nuotrauką, tada *Pridėti kitą paskyrą → Kita*.',
      type: 'Įveskite {address} ir bakstelėkite *Nustatyti patiems*. Pasirinkite *Asmeninė ({protocol})*.',
      password: 'Įveskite savo pašto dėžutės slaptažodį ir bakstelėkite *Toliau*.',
      incoming:
        'Gaunamų laiškų serverio nustatymai:\nNaudotojo vardas: {user}\nServeris: {inServer}\nPrievadas: {inPort}\nSaugos tipas: *{inSecurity}*',
      outgoing:
        'Siunčiamų laiškų serverio nustatymai. *Reikalauti prisijungti* palikite įjungtą:\nNaudotojo vardas: {outUser}\nServeris: {outServer}\nPrievadas: {outPort}\nSaugos tipas: *{outSecurity}*',
      finish: 'Bakstelėkite *Toliau*, kol paskyra atsiras.',
    },
    'outlook-new': {
      open: 'Atverkite *Nustatymai* (krumpliaratis), tada *Paskyros → Jūsų paskyros → Pridėti paskyrą*.',
      type: 'Įveskite {address} ir spustelėkite *Tęsti*.',
      choose:
        'Jei „Outlook“ klausia paskyros tipo, pasirinkite *{protocol}*. Įveskite savo pašto dėžutės slaptažodį ir įjunkite *Rodyti daugiau*.',
      incoming:
        'Gaunami ({protocol}):\nServeris: {inServer}\nPrievadas: {inPort}\nSaugaus ryšio tipas: *{inSecurity}*\nNaudotojo vardas: {user}',
      outgoing:
        'Siunčiami (SMTP):\nServeris: {outServer}\nPrievadas: {outPort}\nSaugaus ryšio tipas: *{outSecurity}*\nNaudotojo vardas: {outUser}',
      finish: 'Spustelėkite *Tęsti*. Viskas.',
      cloud:
        'Verta žinoti: naujoji „Outlook“ ir telefonų „Outlook“ jūsų paštą ima per „Microsoft“ serverius ir ten laiko jūsų slaptažodį. „Thunderbird“ ir klasikinė „Outlook“ taip nedaro.',
    },
    'outlook-classic': {
      open: 'Pasirinkite *Failas → Pridėti paskyrą*.',
      type: 'Įveskite {address}, atverkite *Išplėstinės parinktys*, pažymėkite *Leisti man paskyrą nustatyti rankiniu būdu* ir spustelėkite *Prisijungti*.',
      choose: 'Pasirinkite *{protocol}*.',
      incoming:
        'Gaunami laiškai:\nServeris: {inServer}\nPrievadas: {inPort}\nŠifravimo metodas: *{inSecurity}*\n*Reikalauti prisijungti naudojant SPA*: {spa}',
      outgoing:
        'Siunčiami laiškai, SPA taip pat:\nServeris: {outServer}\nPrievadas: {outPort}\nŠifravimo metodas: *{outSecurity}*',
      password:
        'Spustelėkite *Toliau*, įveskite savo pašto dėžutės slaptažodį, spustelėkite *Prisijungti*.',
      username:
        'Jei neprisijungia: *Failas → Paskyros parametrai*, dukart spustelėkite paskyrą. Naudotojo vardas yra: {user}',
      auth: 'Lange *Daugiau parametrų → Siuntimo serveris* turi būti pažymėta *Siuntimo serveris (SMTP) reikalauja autentifikavimo* ir *Naudoti tuos pačius parametrus kaip gaunamų laiškų serverio*.',
      authOther:
        'Lange *Daugiau parametrų → Siuntimo serveris* turi būti pažymėta *Siuntimo serveris (SMTP) reikalauja autentifikavimo* ir *Prisijungti naudojant* su šiuo naudotojo vardu: {outUser}',
    },
    windowsmail: {
      ended:
        '„Microsoft“ nutraukė programos „Windows Mail“ veikimą 2024 m. gruodžio 31 d.: nuo tada ji laiškų nei siunčia, nei gauna. Vietoj jos naudokite: {outlook} arba {thunderbird}.',
      values:
        'Jei programą dar turite atvertą ir norite ką nors patikrinti, jos laukų reikšmės yra tokios.',
      open: 'Atverkite programą, tada *Nustatymai → Paskyros → Pridėti paskyrą → Kita paskyra → {protocol}* ir pasirinkite *Rodyti daugiau informacijos*.',
      email: 'El. pašto adresas: {address}',
      user: 'Naudotojo vardas: {user}',
      password: 'Slaptažodis: jūsų pašto dėžutės',
      incoming: 'Gaunamų laiškų serveris: {inServer}, prievadas: {inPort}',
      incomingSsl: 'Pažymėkite *Gaunamų laiškų serveriui reikia SSL*',
      outgoing: 'Siunčiamų laiškų (SMTP) serveris: {outServer}, prievadas: {outPort}',
      outgoingSsl: 'Pažymėkite *Siunčiamų laiškų serveriui reikia SSL*',
      auth: 'Pažymėkite *Siunčiamų laiškų serveriui reikia autentifikavimo*',
      same: 'Pažymėkite *Laiškams siųsti ir gauti naudoti tą patį naudotojo vardą ir slaptažodį*',
      sameOther:
        'Nuimkite žymę nuo *Laiškams siųsti ir gauti naudoti tą patį naudotojo vardą ir slaptažodį* ir įveskite siuntimo naudotojo vardą: {outUser}',
    },
    other: {
      type: 'Kai programa klausia paskyros tipo, rinkitės „kita“, „{protocol}“ arba „rankiniu būdu“.',
      copy: 'Įrašykite toliau pateiktas gaunamų ir siunčiamų laiškų reikšmes.',
      check:
        'Gaunamiems laiškams rinkitės {inSecurity}, siunčiamiems – {outSecurity}, bet niekada „nėra“.',
    },
  },
  onlyOther:
    'Čia pašto programos prisijungia be slaptažodžio. Tai moka ne kiekviena programa: pasiteiraukite savo teikėjo, kuri tinka.',
}
