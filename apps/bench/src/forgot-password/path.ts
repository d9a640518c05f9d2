export const FORGOT_PASSWORD = '/api/1/services/api/1/user/forgot-password.json';
