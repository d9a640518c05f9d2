import { describe, expect, it } from 'vitest';
import { createIsOperator } from './bearer.ts';

describe('createIsOperator', () => {
  const isOperator = createIsOperator('s3cret-token');

  it.each(['Bearer s3cret-token', 'bearer s3cret-token', 'BEARER   s3cret-token'])('takes %j', (header) => {
    expect(isOperator(header)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    's3cret-token',
    'Basic s3cret-token',
    'Bearer s3cret-toke',
    'Bearer s3cret-token2',
    'Bearer S3CRET-TOKEN',
    'Bearer s3cret-token s3cret-token',
    'Bearer s3cret-token, Basic x',
    'Bearer\ts3cret-token',
    'Bearers3cret-token',
    'XBearer s3cret-token',
  ])('refuses %j', (header) => {
    expect(isOperator(header)).toBe(false);
  });

  it('takes nobody where no token is configured', () => {
    const isAnybody = createIsOperator(undefined);
    for (const header of [undefined, 'Bearer', 'Bearer undefined', 'Bearer null'])
      expect(isAnybody(header)).toBe(false);
  });
});
