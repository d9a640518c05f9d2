import type { MailTexts } from '../mail-texts.ts';

export const spanish: MailTexts = {
  resetSubject: 'Restablezca su contraseña',
  resetOpening: 'Alguien, probablemente usted, pidió el {time} una contraseña nueva para la cuenta {user}.',
  resetButton: 'Elegir una contraseña nueva',
  resetValidity: 'El enlace funciona una sola vez, en un plazo de {span} desde este mensaje.',
  resetCode: 'Su código:',
  resetCodeHint: 'Si el enlace no se abre, vaya a {page} y pegue allí el código.',
  resetCurl: 'Con curl:',
  resetIgnore: 'Si no fue usted, ignore este mensaje: su contraseña sigue como estaba.',
  resetNotMe: 'Si no fue usted, su contraseña sigue como estaba. Puede inutilizar el enlace de arriba:',

  noticeSubject: 'Su contraseña ha cambiado',
  noticeOpening: 'La contraseña de {user} se cambió el {time}.',
  noticeFine: 'Si fue usted, no tiene que hacer nada.',
  noticeNotYou:
    'Si no fue usted, puede que otra persona controle su cuenta. Avísenos y elija enseguida una contraseña nueva.',
  noticeTell: 'Si no fue usted, avise de inmediato a su administrador.',
  noticeChoose: 'Elegir una contraseña nueva',

  explainSubject: 'Su petición de una contraseña nueva',
  explainExternal: 'La contraseña de esta cuenta se administra en otro lugar y no puede cambiarse aquí.',
  explainExternalButton: 'Cambiarla allí',
  explainDisabled: 'Esta cuenta está desactivada, por lo que su contraseña no puede cambiarse.',
  explainAsk: 'Quien administra su cuenta puede darle más información.',
  explainIgnore: 'Si no fue usted, no tiene que hacer nada.',

  reportSubject: 'Se ha denunciado un cambio de contraseña: «No fui yo»',
  reportOpening:
    'El {time}, alguien que recibió el mensaje sobre la contraseña nueva de {user} indicó que no la había cambiado.',
  reportDone:
    'Los enlaces abiertos de esa cuenta han quedado anulados y sus peticiones pendientes, cerradas. La contraseña no se ha tocado.',
  reportNext:
    'Póngase en contacto con esa persona por otra vía que no sea el correo. Considere desactivar la cuenta hasta saber en manos de quién está.',

  notMe: 'No fui yo',
  signIn: 'Iniciar sesión',
  help: '¿Necesita ayuda?',
  footer: 'Enviado por {service}. Nadie lee las respuestas a este mensaje.',
};
