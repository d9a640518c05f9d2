import type { ApplicationFixture } from '../application-fixture.ts';
import { aspnetIdentity } from './aspnet-identity.ts';
import { betterAuth } from './better-auth.ts';
import { devise } from './devise.ts';
import { directus } from './directus.ts';
import { django } from './django.ts';
import { laravel } from './laravel.ts';
import { nextcloud } from './nextcloud.ts';
import { parseServer } from './parse-server.ts';
import { phoenix } from './phoenix.ts';
import { springSecurity } from './spring-security.ts';
import { strapi } from './strapi.ts';
import { supabase } from './supabase.ts';

/** Every application that Rekey recognises and serves, but for its own table. */
export const APPLICATIONS: readonly ApplicationFixture[] = [
  ...[aspnetIdentity, betterAuth, devise, directus, django, laravel],
  ...[nextcloud, parseServer, phoenix, springSecurity, strapi, supabase],
];
