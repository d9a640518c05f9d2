<?php
// PHP's own functions, and what Nextcloud and WordPress 6.8 document to do around them.
declare(strict_types=1);

const ALGORITHMS = ['bcrypt' => PASSWORD_BCRYPT, 'nextcloud' => PASSWORD_ARGON2ID, 'wordpress' => PASSWORD_BCRYPT];

// WordPress adds slashes to what a form sends, and its sign-in and its reset hand the password on like that.
function counted(string $format, string $password): string
{
    if ($format !== 'wordpress') {
        return $password;
    }
    return base64_encode(hash_hmac('sha384', trim(addslashes($password)), 'wp-sha384', true));
}

function before(string $format): string
{
    return ['bcrypt' => '', 'nextcloud' => '3|', 'wordpress' => '$wp'][$format];
}

function answer(array $question): string|bool
{
    ['as' => $format, 'password' => $password] = $question;
    if ($question['verb'] === 'hash') {
        return before($format) . password_hash(counted($format, $password), ALGORITHMS[$format]);
    }
    $hash = $question['hash'];
    return str_starts_with($hash, before($format))
        && password_verify(counted($format, $password), substr($hash, strlen(before($format))));
}

$asked = json_decode(stream_get_contents(STDIN), true, flags: JSON_THROW_ON_ERROR);
echo json_encode(array_map('answer', $asked['questions']), JSON_THROW_ON_ERROR);
