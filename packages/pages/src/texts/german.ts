import type { PageTexts } from '../page-texts.ts';

export const german: PageTexts = {
  help: 'Brauchen Sie Hilfe?',
  language: 'Sprache',
  faultMark: 'Bitte prüfen',

  askTitle: 'Passwort vergessen?',
  askLead: 'Geben Sie Ihren Benutzernamen ein. Wir schicken einen Link an die Adresse, die dazu hinterlegt ist.',
  username: 'Benutzername',
  askButton: 'Link schicken',
  usernameMissing: 'Geben Sie Ihren Benutzernamen ein.',
  usernameBad: 'Das kann kein Benutzername sein. Prüfen Sie ihn und versuchen Sie es noch einmal.',

  sentTitle: 'Sehen Sie in Ihre E-Mails',
  sentLead:
    'Wenn wir diesen Benutzernamen kennen, ist eine E-Mail mit einem Link an die hinterlegte Adresse unterwegs.',
  sentLife: 'Der Link gilt einmal. Gültigkeit ab dem Versand: {life}.',
  sentMissing:
    'Keine E-Mail? Warten Sie ein paar Minuten, sehen Sie im Spam-Ordner nach und prüfen Sie, wie Sie den Benutzernamen geschrieben haben.',
  sentAgain: 'Noch einmal anfordern',

  chooseTitle: 'Neues Passwort wählen',
  code: 'Code aus der E-Mail',
  codeHint: 'Kopieren Sie ihn aus unserer E-Mail und fügen Sie ihn hier ein.',
  password: 'Neues Passwort',
  repeat: 'Neues Passwort noch einmal',
  ruleLength:
    'Mindestens {minimum} Zeichen, zum Beispiel mehrere Wörter ohne Zusammenhang. Leerzeichen und alle Sonderzeichen sind willkommen.',
  ruleBytes:
    'Höchstens {maximum} Bytes: Einfache Buchstaben, Ziffern und Leerzeichen brauchen je eines, andere Zeichen zwei bis vier.',
  ruleNot: 'Kein verbreitetes Passwort, nicht Ihr Benutzername, Ihre E-Mail-Adresse oder der Name dieses Dienstes.',
  reveal: 'Passwort anzeigen',
  chooseButton: 'Neues Passwort setzen',
  progress: '{count} von {minimum} Zeichen',
  longEnough: 'Lang genug',

  faultsTitle: 'Noch ein Versuch',
  codeMissing: 'Geben Sie den Code aus der E-Mail ein.',
  passwordMissing: 'Geben Sie ein neues Passwort ein.',
  mismatch: 'Die beiden Passwörter sind verschieden. Geben Sie zweimal dasselbe ein.',
  tooShort: 'Das Passwort ist zu kurz: Es braucht mindestens {minimum} Zeichen.',
  tooLong: 'Das Passwort ist zu lang: Es darf höchstens {maximum} Zeichen haben.',
  tooManyBytes:
    'Das Passwort ist zu lang: Es darf höchstens {maximum} Bytes haben. Einfache Buchstaben, Ziffern und Leerzeichen brauchen je eines, andere Zeichen zwei bis vier.',
  common: 'Dieses Passwort benutzen viele, deshalb ist es leicht zu erraten. Wählen Sie ein anderes.',
  isServiceName: 'Der Name dieses Dienstes ist zu leicht zu erraten. Wählen Sie ein anderes Passwort.',
  isUsername: 'Ihr Benutzername ist zu leicht zu erraten. Wählen Sie ein anderes Passwort.',
  isEmail: 'Ihre E-Mail-Adresse ist zu leicht zu erraten. Wählen Sie ein anderes Passwort.',
  breached: 'Dieses Passwort steht auf Listen gestohlener Passwörter. Wählen Sie ein anderes.',

  doneTitle: 'Ihr Passwort ist geändert',
  doneLead: 'Ab jetzt gilt nur noch das neue.',
  doneMail: 'Zu Ihrer Sicherheit bestätigen wir das auch per E-Mail.',
  signIn: 'Anmelden',

  deadTitle: 'Dieser Link gilt nicht mehr',
  deadLead: 'Ein Link gilt nur einmal und nur kurze Zeit, und eine neuere E-Mail kann ihn ersetzen.',
  deadDone: 'Haben Sie gerade ein neues Passwort gesetzt? Dann ist alles gut: Melden Sie sich damit an.',
  deadAgain: 'Neuen Link anfordern',
  deadCode: 'Einen Code eingeben',

  notMeTitle: 'Das waren nicht Sie?',
  notMeLead:
    'Wir beenden alle Links, die für Ihr Konto unterwegs sind, und hinterlassen denen, die diesen Dienst betreiben, eine Notiz. Ihr Passwort bleibt, wie es ist.',
  notMeCode: 'Link aus der E-Mail',
  notMeCodeHint: 'Kopieren Sie den Link unter „Das war ich nicht“ und fügen Sie ihn hier ein.',
  notMeCodeBad: 'Kopieren Sie den ganzen Link aus der E-Mail und fügen Sie ihn ein.',
  notMeButton: 'Alle Links beenden',
  notedTitle: 'Danke für den Hinweis',
  notedLead: 'Wenn Link und Benutzername zusammengehören, gilt jetzt kein Link mehr für dieses Konto.',
  notedNext: 'Wurde Ihr Passwort ohne Sie geändert? Dann wählen Sie jetzt ein neues.',

  tooMany: 'Aus Ihrem Netz kamen viele Anfragen. Der nächste Versuch ist möglich in: {wait}.',
  busy: 'Gerade ist mehr los als sonst. Der nächste Versuch ist möglich in: {wait}.',
  brokenTitle: 'Bei uns ist etwas schiefgegangen',
  brokenLead: 'Bitte versuchen Sie es in einer Minute noch einmal.',
  refusedTitle: 'Das konnten wir nicht lesen',
  refusedLead: 'Bitte beginnen Sie noch einmal auf unserer eigenen Seite.',
  startAgain: 'Neu beginnen',
};
