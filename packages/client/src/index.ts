export { createRekeyClient, type RekeyClient, type RekeyClientOptions } from './client.ts';
export type {
  ForgotPasswordOutcome,
  GetUserOutcome,
  PasswordReason,
  RekeyUser,
  SetPasswordOutcome,
  Unreachable,
  ValidateTokenOutcome,
} from './outcomes.ts';
