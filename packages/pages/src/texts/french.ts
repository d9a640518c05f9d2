import type { PageTexts } from '../page-texts.ts';

export const french: PageTexts = {
  help: 'Besoin d’aide ?',
  language: 'Langue',
  faultMark: 'À vérifier',

  askTitle: 'Mot de passe oublié ?',
  askLead: 'Saisissez votre nom d’utilisateur. Nous enverrons un lien à l’adresse e-mail qui lui est associée.',
  username: 'Nom d’utilisateur',
  askButton: 'Envoyer le lien',
  usernameMissing: 'Saisissez votre nom d’utilisateur.',
  usernameBad: 'Ce ne peut pas être un nom d’utilisateur. Vérifiez-le et réessayez.',

  sentTitle: 'Consultez votre messagerie',
  sentLead:
    'Si nous connaissons ce nom d’utilisateur, un e-mail contenant un lien est en route vers l’adresse qui lui est associée.',
  sentLife: 'Le lien ne sert qu’une fois. Durée de validité après l’envoi : {life}.',
  sentMissing:
    'Rien reçu ? Attendez quelques minutes, regardez dans les indésirables et vérifiez l’orthographe du nom d’utilisateur.',
  sentAgain: 'Refaire la demande',

  chooseTitle: 'Choisissez un nouveau mot de passe',
  code: 'Code reçu par e-mail',
  codeHint: 'Copiez-le depuis notre e-mail et collez-le ici.',
  password: 'Nouveau mot de passe',
  repeat: 'Nouveau mot de passe, une seconde fois',
  ruleLength:
    'Au moins {minimum} caractères, par exemple plusieurs mots sans rapport. Les espaces et tous les symboles sont bienvenus.',
  ruleBytes:
    'Au plus {maximum} octets : une lettre sans accent, un chiffre ou une espace en prend un, les autres caractères de deux à quatre.',
  ruleNot: 'Pas un mot de passe courant, ni votre nom d’utilisateur, votre adresse e-mail ou le nom de ce service.',
  reveal: 'Afficher le mot de passe',
  chooseButton: 'Enregistrer le nouveau mot de passe',
  progress: '{count} caractères sur {minimum}',
  longEnough: 'Assez long',

  faultsTitle: 'Encore un essai',
  codeMissing: 'Saisissez le code reçu par e-mail.',
  passwordMissing: 'Saisissez un nouveau mot de passe.',
  mismatch: 'Les deux mots de passe sont différents. Saisissez deux fois le même.',
  tooShort: 'Le mot de passe est trop court : il faut au moins {minimum} caractères.',
  tooLong: 'Le mot de passe est trop long : {maximum} caractères au plus.',
  tooManyBytes:
    'Le mot de passe est trop long : {maximum} octets au plus. Une lettre sans accent, un chiffre ou une espace en prend un, les autres caractères de deux à quatre.',
  common: 'Beaucoup de gens utilisent ce mot de passe, il est donc facile à deviner. Choisissez-en un autre.',
  isServiceName: 'Le nom de ce service est trop facile à deviner. Choisissez un autre mot de passe.',
  isUsername: 'Votre nom d’utilisateur est trop facile à deviner. Choisissez un autre mot de passe.',
  isEmail: 'Votre adresse e-mail est trop facile à deviner. Choisissez un autre mot de passe.',
  breached: 'Ce mot de passe figure sur des listes de mots de passe volés. Choisissez-en un autre.',

  doneTitle: 'Votre mot de passe est changé',
  doneLead: 'Désormais, seul le nouveau fonctionne.',
  doneMail: 'Pour votre sécurité, nous le confirmons aussi par e-mail.',
  signIn: 'Se connecter',

  deadTitle: 'Ce lien ne fonctionne plus',
  deadLead: 'Un lien ne sert qu’une fois et peu de temps, et un e-mail plus récent peut le remplacer.',
  deadDone: 'Vous venez de choisir un nouveau mot de passe ? Alors tout va bien : connectez-vous avec lui.',
  deadAgain: 'Demander un nouveau lien',
  deadCode: 'Saisir un code',

  notMeTitle: 'Ce n’était pas vous ?',
  notMeLead:
    'Nous mettrons fin à tous les liens en cours pour votre compte et laisserons une note aux responsables de ce service. Votre mot de passe reste tel quel.',
  notMeCode: 'Lien reçu par e-mail',
  notMeCodeHint: 'Copiez le lien sous « Ce n’était pas moi » et collez-le ici.',
  notMeCodeBad: 'Copiez le lien entier depuis l’e-mail et collez-le.',
  notMeButton: 'Mettre fin à tous les liens',
  notedTitle: 'Merci de nous avoir prévenus',
  notedLead: 'Si le lien et le nom d’utilisateur vont ensemble, plus aucun lien ne fonctionne pour ce compte.',
  notedNext: 'Votre mot de passe a été changé sans vous ? Alors choisissez-en un nouveau maintenant.',

  tooMany: 'Beaucoup de demandes sont venues de votre réseau. Réessayez dans {wait}.',
  busy: 'Il y a plus d’affluence que d’habitude. Réessayez dans {wait}.',
  brokenTitle: 'Un problème est survenu de notre côté',
  brokenLead: 'Réessayez dans une minute.',
  refusedTitle: 'Nous n’avons pas pu lire cette demande',
  refusedLead: 'Recommencez depuis notre propre page.',
  startAgain: 'Recommencer',
};
