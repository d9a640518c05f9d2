import type { MailTexts } from '../mail-texts.ts';

export const german: MailTexts = {
  resetSubject: 'Passwort zurücksetzen',
  resetOpening: 'Jemand, vermutlich Sie, hat am {time} ein neues Passwort für das Konto {user} angefordert.',
  resetButton: 'Neues Passwort wählen',
  resetValidity: 'Der Link gilt einmal, und zwar {span} lang ab dieser Mail.',
  resetCode: 'Ihr Code:',
  resetCodeHint: 'Falls sich der Link nicht öffnet, gehen Sie zu {page} und fügen Sie dort den Code ein.',
  resetCurl: 'Mit curl:',
  resetIgnore: 'Wenn Sie das nicht waren, ignorieren Sie diese Mail: Ihr Passwort bleibt, wie es ist.',
  resetNotMe: 'Wenn Sie das nicht waren, bleibt Ihr Passwort, wie es ist. Sie können den Link oben unbrauchbar machen:',

  noticeSubject: 'Ihr Passwort wurde geändert',
  noticeOpening: 'Das Passwort von {user} wurde am {time} geändert.',
  noticeFine: 'Wenn Sie das waren, ist nichts weiter zu tun.',
  noticeNotYou:
    'Wenn Sie das nicht waren, hat womöglich jemand anderes Ihr Konto übernommen. Melden Sie es uns und wählen Sie sofort ein neues Passwort.',
  noticeTell: 'Wenn Sie das nicht waren, sagen Sie sofort Ihrer Administration Bescheid.',
  noticeChoose: 'Neues Passwort wählen',

  explainSubject: 'Ihre Bitte um ein neues Passwort',
  explainExternal: 'Das Passwort dieses Kontos wird anderswo verwaltet und lässt sich hier nicht ändern.',
  explainExternalButton: 'Dort ändern',
  explainDisabled: 'Dieses Konto ist gesperrt, deshalb lässt sich sein Passwort nicht ändern.',
  explainAsk: 'Wer Ihr Konto betreut, kann Ihnen mehr sagen.',
  explainIgnore: 'Wenn Sie das nicht waren, ist nichts weiter zu tun.',

  reportSubject: 'Eine Passwortänderung wurde gemeldet: „Das war ich nicht“',
  reportOpening:
    'Am {time} hat jemand, der die Mail über das neue Passwort von {user} bekommen hat, gemeldet, es nicht selbst geändert zu haben.',
  reportDone:
    'Offene Links dieses Kontos sind ungültig, wartende Anforderungen geschlossen. Das Passwort wurde nicht angerührt.',
  reportNext:
    'Erreichen Sie diese Person auf anderem Weg als per Mail. Sperren Sie das Konto gegebenenfalls, bis klar ist, in wessen Hand es ist.',

  notMe: 'Das war ich nicht',
  signIn: 'Anmelden',
  help: 'Brauchen Sie Hilfe?',
  footer: 'Gesendet von {service}. Antworten auf diese Mail liest niemand.',
};
