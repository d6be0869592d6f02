import type { Problem } from "../errors.ts";

export const ACCOUNT_SUSPENDED = {
  code: "ACCOUNT_SUSPENDED",
  status: 403,
  title: "The account is suspended",
  remedy: "Your account may not do this; use the right account or ask an administrator.",
} as const satisfies Problem;
export const ACCOUNT_TEMPORARILY_LOCKED = {
  code: "ACCOUNT_TEMPORARILY_LOCKED",
  status: 429,
  title: "Sign-in is locked for a while",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const ALREADY_ACTIVE = {
  code: "ALREADY_ACTIVE",
  status: 409,
  title: "The account is active already",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const ALREADY_ERASED = {
  code: "ALREADY_ERASED",
  status: 409,
  title: "The account is erased already",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const ALREADY_SUSPENDED = {
  code: "ALREADY_SUSPENDED",
  status: 409,
  title: "The account is suspended already",
  remedy: "Nothing more is needed.",
} as const satisfies Problem;
export const BETA_ACCESS_EXISTS = {
  code: "BETA_ACCESS_EXISTS",
  status: 409,
  title: "Beta access was granted before",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const BETA_ACCESS_REQUIRED = {
  code: "BETA_ACCESS_REQUIRED",
  status: 403,
  title: "Beta access is needed",
  remedy: "Your account may not do this; use the right account or ask an administrator.",
} as const satisfies Problem;
export const BETA_ROLE_REQUIRED = {
  code: "BETA_ROLE_REQUIRED",
  status: 403,
  title: "Beta access in another role is needed",
  remedy: "Your account may not do this; use the right account or ask an administrator.",
} as const satisfies Problem;
export const BETA_SETTINGS_STALE = {
  code: "BETA_SETTINGS_STALE",
  status: 412,
  title: "The beta settings have changed",
  remedy: "Load the settings again and save anew.",
} as const satisfies Problem;
export const CANNOT_MODIFY_ADMIN = {
  code: "CANNOT_MODIFY_ADMIN",
  status: 409,
  title: "Administrators cannot be changed this way",
  remedy: "Change the role first.",
} as const satisfies Problem;
export const CANNOT_MODIFY_SELF = {
  code: "CANNOT_MODIFY_SELF",
  status: 409,
  title: "You cannot change your own access",
  remedy: "Ask another administrator.",
} as const satisfies Problem;
export const CAPTCHA_FAILED = {
  code: "CAPTCHA_FAILED",
  status: 403,
  title: "The challenge was not passed",
  remedy: "Solve the challenge again.",
} as const satisfies Problem;
export const CAPTCHA_REQUIRED = {
  code: "CAPTCHA_REQUIRED",
  status: 403,
  title: "A challenge must be solved first",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const CURRENT_PASSWORD_INCORRECT = {
  code: "CURRENT_PASSWORD_INCORRECT",
  status: 422,
  title: "The present password is not right",
  remedy: "Enter the present password, or reset it.",
} as const satisfies Problem;
export const EMAIL_ALREADY_REGISTERED = {
  code: "EMAIL_ALREADY_REGISTERED",
  status: 409,
  title: "The address is registered already",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const EMAIL_VERIFICATION_CODE_EXPIRED = {
  code: "EMAIL_VERIFICATION_CODE_EXPIRED",
  status: 410,
  title: "The code can no longer be used",
  remedy: "It can no longer be used: start that step anew and use the fresh code, token or link.",
} as const satisfies Problem;
export const EMAIL_VERIFICATION_CODE_INVALID = {
  code: "EMAIL_VERIFICATION_CODE_INVALID",
  status: 422,
  title: "The code is not right",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const EMAIL_VERIFICATION_EMAIL_MISMATCH = {
  code: "EMAIL_VERIFICATION_EMAIL_MISMATCH",
  status: 422,
  title: "The proof is for another address",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const EMAIL_VERIFICATION_INVALID = {
  code: "EMAIL_VERIFICATION_INVALID",
  status: 422,
  title: "The proof of the address is not valid",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const EMAIL_VERIFICATION_LOCKED = {
  code: "EMAIL_VERIFICATION_LOCKED",
  status: 429,
  title: "Too many wrong codes",
  remedy: "It can no longer be used: start that step anew and use the fresh code, token or link.",
} as const satisfies Problem;
export const EMAIL_VERIFICATION_RATE_LIMITED = {
  code: "EMAIL_VERIFICATION_RATE_LIMITED",
  status: 429,
  title: "Too many codes were asked for",
  remedy: "Wait for Retry-After, then ask for a new code.",
} as const satisfies Problem;
export const EMAIL_VERIFICATION_REQUIRED = {
  code: "EMAIL_VERIFICATION_REQUIRED",
  status: 422,
  title: "The address must be proven first",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const HAS_FUTURE_BOOKINGS = {
  code: "HAS_FUTURE_BOOKINGS",
  status: 409,
  title: "There are coming lessons",
  remedy: "Finish or cancel the coming lessons first.",
} as const satisfies Problem;
export const INVALID_CREDENTIALS = {
  code: "INVALID_CREDENTIALS",
  status: 401,
  title: "E-mail or password is not right",
  remedy: "Sign in again, or send a valid key or token.",
} as const satisfies Problem;
export const INVALID_STATUS_TRANSITION = {
  code: "INVALID_STATUS_TRANSITION",
  status: 409,
  title: "The account's status does not allow this",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const INVITE_BATCH_NOT_FOUND = {
  code: "INVITE_BATCH_NOT_FOUND",
  status: 404,
  title: "No such invite batch",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const INVITE_CODE_REQUIRED = {
  code: "INVITE_CODE_REQUIRED",
  status: 422,
  title: "An invite code is needed",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const INVITE_EMAIL_MISMATCH = {
  code: "INVITE_EMAIL_MISMATCH",
  status: 403,
  title: "The invite is for another address",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const INVITE_EXPIRED = {
  code: "INVITE_EXPIRED",
  status: 410,
  title: "The invite has expired",
  remedy: "It can no longer be used: start that step anew and use the fresh code, token or link.",
} as const satisfies Problem;
export const INVITE_INVALID = {
  code: "INVITE_INVALID",
  status: 422,
  title: "The invite is not valid",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const INVITE_NOT_FOUND = {
  code: "INVITE_NOT_FOUND",
  status: 404,
  title: "No such invite",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const INVITE_NOT_VERIFIED = {
  code: "INVITE_NOT_VERIFIED",
  status: 401,
  title: "No verified invite",
  remedy: "Open the invite link again.",
} as const satisfies Problem;
export const INVITE_REQUIRED = {
  code: "INVITE_REQUIRED",
  status: 422,
  title: "An invite is needed",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const INVITE_REVOKED = {
  code: "INVITE_REVOKED",
  status: 410,
  title: "The invite was revoked",
  remedy: "Ask for a new invite.",
} as const satisfies Problem;
export const INVITE_ROLE_MISMATCH = {
  code: "INVITE_ROLE_MISMATCH",
  status: 403,
  title: "The invite is for another role",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const INVITE_SEND_FAILED = {
  code: "INVITE_SEND_FAILED",
  status: 503,
  title: "The invite could not be sent",
  remedy: "Nothing is wrong with your request: try again later; give the request id to support.",
} as const satisfies Problem;
export const INVITE_USED = {
  code: "INVITE_USED",
  status: 409,
  title: "The invite was used",
  remedy: "It can no longer be used: start that step anew and use the fresh code, token or link.",
} as const satisfies Problem;
export const LAST_ADMIN = {
  code: "LAST_ADMIN",
  status: 409,
  title: "The last administrator must stay",
  remedy: "Make someone else administrator first.",
} as const satisfies Problem;
export const LAST_NAME_LOCKED = {
  code: "LAST_NAME_LOCKED",
  status: 422,
  title: "The last name is locked",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const LOGIN_RATE_LIMITED = {
  code: "LOGIN_RATE_LIMITED",
  status: 429,
  title: "Too many failed sign-ins",
  remedy: "Wait for Retry-After or reset the password.",
} as const satisfies Problem;
export const PERMISSION_NOT_FOUND = {
  code: "PERMISSION_NOT_FOUND",
  status: 404,
  title: "No such permission",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const RATE_OVERRIDE_NOT_FOUND = {
  code: "RATE_OVERRIDE_NOT_FOUND",
  status: 404,
  title: "No such rate override",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const REFRESH_TOKEN_EXPIRED = {
  code: "REFRESH_TOKEN_EXPIRED",
  status: 401,
  title: "The refresh token has expired",
  remedy: "Sign in again, or send a valid key or token.",
} as const satisfies Problem;
export const REFRESH_TOKEN_INVALID = {
  code: "REFRESH_TOKEN_INVALID",
  status: 401,
  title: "The refresh token is not valid",
  remedy: "Sign in again, or send a valid key or token.",
} as const satisfies Problem;
export const REFRESH_TOKEN_REUSED = {
  code: "REFRESH_TOKEN_REUSED",
  status: 401,
  title: "The refresh token was used before",
  remedy: "Sign in again, or send a valid key or token.",
} as const satisfies Problem;
export const RESET_TOKEN_EXPIRED = {
  code: "RESET_TOKEN_EXPIRED",
  status: 410,
  title: "The reset link has expired",
  remedy: "It can no longer be used: start that step anew and use the fresh code, token or link.",
} as const satisfies Problem;
export const RESET_TOKEN_INVALID = {
  code: "RESET_TOKEN_INVALID",
  status: 422,
  title: "The reset link is not valid",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const RESET_TOKEN_USED = {
  code: "RESET_TOKEN_USED",
  status: 410,
  title: "The reset link was used",
  remedy: "It can no longer be used: start that step anew and use the fresh code, token or link.",
} as const satisfies Problem;
export const RETENTION_RUN_IN_PROGRESS = {
  code: "RETENTION_RUN_IN_PROGRESS",
  status: 409,
  title: "A retention run is under way",
  remedy: "Wait for the running one.",
} as const satisfies Problem;
export const ROLE_NOT_ALLOWED = {
  code: "ROLE_NOT_ALLOWED",
  status: 422,
  title: "This role cannot be chosen",
  remedy: "Your account may not do this; use the right account or ask an administrator.",
} as const satisfies Problem;
export const SESSION_NOT_FOUND = {
  code: "SESSION_NOT_FOUND",
  status: 404,
  title: "No such session",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const SUSPENDED_BY_ADMIN = {
  code: "SUSPENDED_BY_ADMIN",
  status: 403,
  title: "An administrator suspended the account",
  remedy: "Your account may not do this; use the right account or ask an administrator.",
} as const satisfies Problem;
export const TERMS_NOT_ACCEPTED = {
  code: "TERMS_NOT_ACCEPTED",
  status: 422,
  title: "The terms are not accepted",
  remedy: "Accept the terms.",
} as const satisfies Problem;
export const TFA_ALREADY_ENABLED = {
  code: "TFA_ALREADY_ENABLED",
  status: 409,
  title: "Two-factor is on already",
  remedy: "It was done before: load the present state, nothing more is needed.",
} as const satisfies Problem;
export const TFA_CHALLENGE_EXPIRED = {
  code: "TFA_CHALLENGE_EXPIRED",
  status: 401,
  title: "The sign-in challenge has expired",
  remedy: "It can no longer be used: start that step anew and use the fresh code, token or link.",
} as const satisfies Problem;
export const TFA_CHALLENGE_INVALID = {
  code: "TFA_CHALLENGE_INVALID",
  status: 401,
  title: "The sign-in challenge is not valid",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const TFA_CODE_INVALID = {
  code: "TFA_CODE_INVALID",
  status: 422,
  title: "The code is not right",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
export const TFA_NOT_ENABLED = {
  code: "TFA_NOT_ENABLED",
  status: 409,
  title: "Two-factor is off",
  remedy: "Turn two-factor on first.",
} as const satisfies Problem;
export const TFA_SETUP_EXPIRED = {
  code: "TFA_SETUP_EXPIRED",
  status: 410,
  title: "The two-factor set-up has expired",
  remedy: "It can no longer be used: start that step anew and use the fresh code, token or link.",
} as const satisfies Problem;
export const TFA_SETUP_NOT_STARTED = {
  code: "TFA_SETUP_NOT_STARTED",
  status: 409,
  title: "No two-factor set-up was started",
  remedy: "Start the set-up first.",
} as const satisfies Problem;
export const TFA_TOO_MANY_ATTEMPTS = {
  code: "TFA_TOO_MANY_ATTEMPTS",
  status: 429,
  title: "Too many wrong codes",
  remedy: "Wait for Retry-After, or remove something first when a number of things is limited.",
} as const satisfies Problem;
export const TRUSTED_DEVICE_NOT_FOUND = {
  code: "TRUSTED_DEVICE_NOT_FOUND",
  status: 404,
  title: "No such trusted device",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const USER_NOT_FOUND = {
  code: "USER_NOT_FOUND",
  status: 404,
  title: "No such user",
  remedy: "Check the id. It may be gone, or not yours; reload the list.",
} as const satisfies Problem;
export const ZIP_OUTSIDE_SERVICE_AREA = {
  code: "ZIP_OUTSIDE_SERVICE_AREA",
  status: 422,
  title: "The ZIP code is outside New York City",
  remedy: "Correct the named field, header or type, and send again.",
} as const satisfies Problem;
