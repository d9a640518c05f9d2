import type { PageTexts } from '../page-texts.ts';

export const spanish: PageTexts = {
  help: '¿Necesita ayuda?',
  language: 'Idioma',
  faultMark: 'Compruebe',

  askTitle: '¿Ha olvidado su contraseña?',
  askLead: 'Escriba su nombre de usuario. Enviaremos un enlace a la dirección de correo asociada.',
  username: 'Nombre de usuario',
  askButton: 'Enviar el enlace',
  usernameMissing: 'Escriba su nombre de usuario.',
  usernameBad: 'Eso no puede ser un nombre de usuario. Compruébelo e inténtelo de nuevo.',

  sentTitle: 'Mire su correo',
  sentLead: 'Si conocemos ese nombre de usuario, un correo con un enlace va de camino a la dirección asociada.',
  sentLife: 'El enlace sirve una sola vez. Validez desde el envío: {life}.',
  sentMissing:
    '¿No llega nada? Espere unos minutos, mire en la carpeta de correo no deseado y compruebe cómo escribió el nombre de usuario.',
  sentAgain: 'Pedirlo de nuevo',

  chooseTitle: 'Elija una contraseña nueva',
  code: 'Código del correo',
  codeHint: 'Cópielo de nuestro correo y péguelo aquí.',
  password: 'Contraseña nueva',
  repeat: 'Contraseña nueva, otra vez',
  ruleLength:
    'Al menos {minimum} caracteres, por ejemplo varias palabras sin relación. Se admiten espacios y cualquier símbolo.',
  ruleBytes:
    'Como máximo {maximum} bytes: cada letra sin acento, cifra o espacio ocupa uno; los demás caracteres, de dos a cuatro.',
  ruleNot: 'Ni una contraseña común, ni su nombre de usuario, su dirección de correo o el nombre de este servicio.',
  reveal: 'Mostrar la contraseña',
  chooseButton: 'Guardar la contraseña nueva',
  progress: '{count} de {minimum} caracteres',
  longEnough: 'Suficientemente larga',

  faultsTitle: 'Inténtelo otra vez',
  codeMissing: 'Escriba el código del correo.',
  passwordMissing: 'Escriba una contraseña nueva.',
  mismatch: 'Las dos contraseñas son distintas. Escriba dos veces la misma.',
  tooShort: 'La contraseña es demasiado corta: use al menos {minimum} caracteres.',
  tooLong: 'La contraseña es demasiado larga: use como máximo {maximum} caracteres.',
  tooManyBytes:
    'La contraseña es demasiado larga: use como máximo {maximum} bytes. Cada letra sin acento, cifra o espacio ocupa uno; los demás caracteres, de dos a cuatro.',
  common: 'Mucha gente usa esta contraseña, así que es fácil de adivinar. Elija otra.',
  isServiceName: 'El nombre de este servicio es demasiado fácil de adivinar. Elija otra contraseña.',
  isUsername: 'Su nombre de usuario es demasiado fácil de adivinar. Elija otra contraseña.',
  isEmail: 'Su dirección de correo es demasiado fácil de adivinar. Elija otra contraseña.',
  breached: 'Esta contraseña está en listas de contraseñas robadas. Elija otra.',

  doneTitle: 'Su contraseña ha cambiado',
  doneLead: 'Desde ahora solo funciona la nueva.',
  doneMail: 'Por su seguridad, también lo confirmamos por correo.',
  signIn: 'Iniciar sesión',

  deadTitle: 'Este enlace ya no funciona',
  deadLead: 'Un enlace sirve una sola vez y por poco tiempo, y un correo más reciente puede sustituirlo.',
  deadDone: '¿Acaba de elegir una contraseña nueva? Entonces todo está bien: inicie sesión con ella.',
  deadAgain: 'Pedir un enlace nuevo',
  deadCode: 'Escribir un código',

  notMeTitle: '¿No fue usted?',
  notMeLead:
    'Anularemos todos los enlaces en curso para su cuenta y dejaremos una nota a quienes gestionan este servicio. Su contraseña queda como está.',
  notMeCode: 'Enlace del correo',
  notMeCodeHint: 'Copie el enlace que está bajo «No fui yo» y péguelo aquí.',
  notMeCodeBad: 'Copie el enlace completo del correo y péguelo.',
  notMeButton: 'Anular todos los enlaces',
  notedTitle: 'Gracias por avisarnos',
  notedLead: 'Si el enlace y el nombre de usuario se corresponden, ya no funciona ningún enlace para esta cuenta.',
  notedNext: '¿Cambiaron su contraseña sin usted? Entonces elija una nueva ahora.',

  tooMany: 'Han llegado muchas solicitudes desde su red. Inténtelo de nuevo dentro de {wait}.',
  busy: 'Hay más actividad de lo habitual. Inténtelo de nuevo dentro de {wait}.',
  brokenTitle: 'Algo ha fallado por nuestra parte',
  brokenLead: 'Inténtelo de nuevo dentro de un minuto.',
  refusedTitle: 'No hemos podido leerlo',
  refusedLead: 'Empiece de nuevo desde nuestra propia página.',
  startAgain: 'Empezar de nuevo',
};
