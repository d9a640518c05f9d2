/** What every vector is a hash of. It has letters outside ASCII, and a character outside the basic plane. */
export const VECTOR_PASSWORD = 'Grüße, correct horse 7 🔑';

export interface Vector {
  /** The format that must recognise it. */
  readonly format: string;
  readonly hash: string;
  /** The program that made it, with its version, and what it was told. `pw` is the password. */
  readonly madeBy: string;
}

/** Hashes that other programs made. */
export const VECTORS: readonly Vector[] = [
  {
    format: 'django-pbkdf2',
    hash: 'pbkdf2_sha256$260000$7FjwObbBiSmaX1RParvG2P$51a2JPF1nrHu5LsF6nNnlusUEbvMvqi6e52rs+U00N4=',
    madeBy: 'Django 3.2: make_password(pw, hasher="pbkdf2_sha256")',
  },
  {
    format: 'django-argon2',
    hash: 'argon2$argon2id$v=19$m=102400,t=2,p=8$aTR6NmRQWnVvTVl4VHpMNnRHcXR4Ug$xYhFQdwiafTgWD5jhGRNUw',
    madeBy: 'Django 3.2: make_password(pw, hasher="argon2")',
  },
  {
    format: 'django-bcrypt-sha256',
    hash: 'bcrypt_sha256$$2b$12$Grm4YHUbsQ4BAlvriXbyDuIUl6IVXMth9qoPHIi6FlN4IKXmgCwXG',
    madeBy: 'Django 3.2: make_password(pw, hasher="bcrypt_sha256")',
  },
  {
    format: 'django-scrypt',
    hash: 'scrypt$16384$nfJ2HxkQzr0uT3bYcW5mLe$8$5$8on+6lwRCwi2S/+BsORXhZaRTAZPSKjQh2zWDyhCsMOcJSKsetNpKk7HcpKOr8rSizRgdk2iDfCjfOdlWlQGiQ==',
    madeBy:
      'Python 3.11: hashlib.scrypt(pw, salt=b"nfJ2HxkQzr0uT3bYcW5mLe", n=16384, r=8, p=5, dklen=64), spelt as ScryptPasswordHasher.encode does',
  },
  {
    format: 'werkzeug-pbkdf2',
    hash: 'pbkdf2:sha256:260000$0CA4DFB50OcGwnNl$ccc53078f35e188844496ee480ca7207370294f84107a1be293db57c38318243',
    madeBy: 'Werkzeug 2.2: generate_password_hash(pw, method="pbkdf2:sha256")',
  },
  {
    format: 'werkzeug-scrypt',
    hash: 'scrypt:32768:8:1$Zk3vQwR8sTn1LbXc$a11ed4ed5b4dfb04b5ab65c48b983c94b9ff4db8c46afb064cbc1b217f964088e9cddf701a2113085dd738e8f02e7ecfc93e3a4da2f2b6b79ff45c02e83fd09b',
    madeBy:
      'Python 3.11: hashlib.scrypt(pw, salt=b"Zk3vQwR8sTn1LbXc", n=32768, r=8, p=1), spelt as generate_password_hash does',
  },
  {
    format: 'pbkdf2',
    hash: '$pbkdf2-sha256$29000$nHPOuRcCQMg553zv3bt3Dg$EVkbuzuiowx8ougo1LksANbwEBDzryJQKWtu.rweSSw',
    madeBy: 'passlib 1.7.4: pbkdf2_sha256.hash(pw)',
  },
  {
    format: 'pbkdf2',
    hash: '$pbkdf2-sha512$25000$Y.x9j/F.jxFizNmb8x4j5A$tIakSqaYHThW4jex6Xl5IzFqVGko48ovFA8jBbZ5zJgAKdrmYSjHk5I48NrFqZzC0C1wuXOGIiaPDwJZfoVleQ',
    madeBy: 'passlib 1.7.4: pbkdf2_sha512.hash(pw)',
  },
  {
    format: 'pbkdf2',
    hash: '$pbkdf2$131000$6H2v9b7XOidEaC2FUMo5Zw$Z5Xe4KlLqHKqw5RY1IuexTa1kFU',
    madeBy: 'passlib 1.7.4: pbkdf2_sha1.hash(pw)',
  },
  {
    format: 'scrypt',
    hash: '$scrypt$ln=16,r=8,p=1$orQ25jzH+B/j/B+jdO69Vw$5lyh2jlOCSfgaDHt71USuF3e/3J1y0dHWCairnDsYhg',
    madeBy: 'passlib 1.7.4: scrypt.hash(pw)',
  },
  {
    format: 'argon2id',
    hash: '$argon2id$v=19$m=102400,t=2,p=8$qhXiPOc8p9R6rzXGGIMw5g$RyQKeA25SAlyD4na0Puz1g',
    madeBy: 'passlib 1.7.4: argon2.hash(pw)',
  },
  {
    format: 'argon2id',
    hash: '$argon2id$v=19$m=65536,t=4,p=1$cU9CaWNrZGl5TjhXLlU1VQ$SBkVlrlrtKuPVa80HD37oAH8bcKTXhFe33FHBGT/2II',
    madeBy: 'PHP 8.2: password_hash($pw, PASSWORD_ARGON2ID)',
  },
  {
    format: 'argon2id',
    hash: '$argon2i$v=19$m=65536,t=4,p=1$R1U5dUxVVE9wQ3ZRdkF0cA$vG/a2SwxQgjiq5BZFaT3MxAobHzDLw1vrDRjGpkXBak',
    madeBy: 'PHP 8.2: password_hash($pw, PASSWORD_ARGON2I)',
  },
  {
    format: 'bcrypt',
    hash: '$2y$12$5TPjlILmwSPlvpFpNScYbeDxrI1eZMrgPMm5dtJQEd3MSqVeOGgw2',
    madeBy: 'PHP 8.2: password_hash($pw, PASSWORD_BCRYPT, ["cost" => 12])',
  },
  {
    format: 'bcrypt',
    hash: '$2b$12$WyPj5G1XqQ5cgUJAxA1.Ne0UJY.wHxOI3LcMWW9lLdzMnGcWgf8nO',
    madeBy: 'passlib 1.7.4: bcrypt.hash(pw)',
  },
  {
    format: 'bcrypt',
    hash: '$2a$12$2ZFZd3PYl.6LtFfTzWaQcOZR/ZedI0weUz8oDJg2/1A38xCh2NVC6',
    madeBy: 'Devise 4.8: Devise::Encryptor.digest(Struct.new(:stretches, :pepper).new(12, nil), pw)',
  },
  {
    format: 'bcrypt',
    hash: '$2b$10$MO5C88l7hewGGsIBqwbtuON5sEM.MHoNjcm0nxipylHTCzs8Xi3GK',
    madeBy: 'bcryptjs 3.0.3: hashSync(pw, 10)',
  },
  {
    format: 'better-auth',
    hash: '282a6c8547b213a3ec81f7942a3aaea3:b892453d4671dc84ca38ed16648a714755d82dc1c2fd516817ccdbe764dcda7b68244ed7c1cba817507cfb427022aeab8f3e0fe80c37339a1f4964ab0c81e51e',
    madeBy: 'better-auth 1.7.25: hashPassword(pw)',
  },
  {
    format: 'wordpress',
    hash: '$wp$2y$10$yE50LvRGy.ydezbxKQ2iiOH11fZEhSUKoJbGe2zFp2qfIOy7yNLcu',
    madeBy:
      'PHP 8.2: "\\$wp" . password_hash(base64_encode(hash_hmac("sha384", trim($pw), "wp-sha384", true)), PASSWORD_BCRYPT, ["cost" => 10])',
  },
  {
    format: 'phpass',
    hash: '$P$HS.Z2YyFgQZ73WS8MJfG7LGKyhF81l.',
    madeBy: 'passlib 1.7.4: phpass.hash(pw)',
  },
  {
    format: 'aspnet-v3',
    hash: 'AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg+avCRP3LVnLBjQEZTKIXT1Yeo/CRl5DvstJ2UOkJ9WnA==',
    madeBy:
      'Python 3.11: b64encode(b"\\x01" + pack(">III", 2, 100000, 16) + salt + pbkdf2_hmac("sha512", pw, salt, 100000, 32)), salt = bytes(range(16))',
  },
  {
    format: 'aspnet-v3',
    hash: 'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg96Prpnb0XoHHE9HUb0bwawayvap+3T1jnXutjUk5zHww==',
    madeBy:
      'Python 3.11: b64encode(b"\\x01" + pack(">III", 1, 10000, 16) + salt + pbkdf2_hmac("sha256", pw, salt, 10000, 32)), salt = bytes(range(16))',
  },
];

/** `admin`, as Crafter Studio comes with it. */
export const CRAFTER_ADMIN = 'vTwNOJ8GJdyrP7rrvQnpwsd2hCV1xRrJdTX2sb51i+w=|R68ms0Od3AngQMdEeKY6lA==';

/**
 * PHP 8.2, as WordPress's sign-in has what its form sends: "\\$wp" . password_hash(base64_encode(hash_hmac("sha384",
 * trim(addslashes($pw)), "wp-sha384", true)), PASSWORD_BCRYPT, ["cost" => 10])
 */
export const WORDPRESS_PASSWORD = ` don't say "horse" \\ battery `;
export const WORDPRESS_SLASHED = '$wp$2y$10$cuv3dEmvEE9eDING5dtEDuY/d3ub9CZbFvB6IWcWSiM6.IQ27XxGu';

/** Devise 4.8: Devise::Encryptor.digest(Struct.new(:stretches, :pepper).new(12, "a pepper"), pw) */
export const DEVISE_PEPPER = 'a pepper';
export const DEVISE_PEPPERED = '$2a$12$5R2MoRkXGcUTrja3vTN1Kuq/lt3woFB/BPQZioki41vVb61M81dhm';

/** `my password`, from the published tests of ASP.NET Core Identity's own `PasswordHasher`. */
export const ASPNET_PASSWORD = 'my password';
export const ASPNET_PUBLISHED: readonly string[] = [
  // SHA-256, 10,000 rounds, 16 bytes of salt
  'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==',
  // SHA-256, 250,000 rounds, 32 bytes of salt
  'AQAAAAEAA9CQAAAAIESkQuj2Du8Y+kbc5lcN/W/3NiAZFEm11P27nrSN5/tId+bR1SwV8CO1Jd72r4C08OLvplNlCDc3oQZ8efcW+jQ=',
];
/** From the same tests: what it refuses. */
export const ASPNET_REFUSED: readonly string[] = [
  'AQAAAAAAAAD6AAAAEAhftMyfTJyAAAAAAAAAAAAAAAAAAAih5WsjXaR3PA9M',
  'AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4A=',
  'AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHwAAAAAAAAAAAA',
];
