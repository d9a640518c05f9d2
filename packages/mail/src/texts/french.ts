import type { MailTexts } from '../mail-texts.ts';

export const french: MailTexts = {
  resetSubject: 'Réinitialisez votre mot de passe',
  resetOpening: 'Quelqu’un, sans doute vous, a demandé le {time} un nouveau mot de passe pour le compte {user}.',
  resetButton: 'Choisir un nouveau mot de passe',
  resetValidity: 'Le lien fonctionne une seule fois, dans un délai de {span} après ce message.',
  resetCode: 'Votre code :',
  resetCodeHint: 'Si le lien ne s’ouvre pas, allez sur {page} et collez-y le code.',
  resetCurl: 'Avec curl :',
  resetIgnore: 'Si ce n’était pas vous, ignorez ce message : votre mot de passe reste inchangé.',
  resetNotMe:
    'Si ce n’était pas vous, votre mot de passe reste inchangé. Vous pouvez rendre le lien ci-dessus inutilisable :',

  noticeSubject: 'Votre mot de passe a été modifié',
  noticeOpening: 'Le mot de passe de {user} a été modifié le {time}.',
  noticeFine: 'Si c’était vous, vous n’avez rien à faire.',
  noticeNotYou:
    'Si ce n’était pas vous, quelqu’un d’autre a peut-être pris le contrôle de votre compte. Signalez-le-nous, puis choisissez aussitôt un nouveau mot de passe.',
  noticeTell: 'Si ce n’était pas vous, prévenez tout de suite votre administrateur.',
  noticeChoose: 'Choisir un nouveau mot de passe',

  explainSubject: 'Votre demande de nouveau mot de passe',
  explainExternal: 'Le mot de passe de ce compte est géré ailleurs : il ne peut pas être modifié ici.',
  explainExternalButton: 'Le modifier là-bas',
  explainDisabled: 'Ce compte est désactivé : son mot de passe ne peut pas être modifié.',
  explainAsk: 'La personne qui gère votre compte pourra vous en dire plus.',
  explainIgnore: 'Si ce n’était pas vous, vous n’avez rien à faire.',

  reportSubject: 'Un changement de mot de passe a été signalé : « Ce n’était pas moi »',
  reportOpening:
    'Le {time}, quelqu’un qui a reçu le message sur le nouveau mot de passe de {user} a signalé ne pas l’avoir modifié.',
  reportDone:
    'Les liens encore ouverts de ce compte sont annulés et ses demandes en attente sont closes. Le mot de passe n’a pas été touché.',
  reportNext:
    'Joignez cette personne autrement que par courriel. Envisagez de désactiver le compte jusqu’à ce qu’on sache qui le détient.',

  notMe: 'Ce n’était pas moi',
  signIn: 'Se connecter',
  help: 'Besoin d’aide ?',
  footer: 'Envoyé par {service}. Personne ne lit les réponses à ce message.',
};
