package io.carillon.controlplane.credential;

import java.util.Locale;
import java.util.Set;

/**
 * The passwords that everybody tries first. Lists of stolen ones are full of the same few words with digits behind them, written
 * twice or with 0 for o; so it is the words that are listed here.
 */
final class CommonPasswords {

    private static final Set<String> WORDS = Set.of(
            "password",
            "passwort",
            "passwd",
            "motdepasse",
            "contrasena",
            "senha",
            "wachtwoord",
            "parola",
            "geheim",
            "secret",
            "letmein",
            "welcome",
            "willkommen",
            "bienvenue",
            "changeme",
            "default",
            "admin",
            "administrator",
            "root",
            "user",
            "guest",
            "test",
            "testing",
            "demo",
            "login",
            "master",
            "system",
            "superuser",
            "operator",
            "carillon",
            "pusher",
            "websocket",
            "qwerty",
            "qwertz",
            "azerty",
            "qwertyuiop",
            "qwertzuiop",
            "azertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "qazwsx",
            "qazwsxedc",
            "iloveyou",
            "loveyou",
            "sunshine",
            "princess",
            "monkey",
            "dragon",
            "football",
            "baseball",
            "basketball",
            "superman",
            "batman",
            "starwars",
            "trustno",
            "whatever",
            "shadow",
            "michael",
            "jennifer",
            "jordan",
            "hunter",
            "killer",
            "computer",
            "internet",
            "samsung",
            "google",
            "facebook",
            "pokemon",
            "minecraft",
            "liverpool",
            "chelsea",
            "arsenal",
            "barcelona",
            "correcthorsebatterystaple",
            "mypassword",
            "passwordpassword",
            "thisisapassword",
            "thisismypassword",
            "iloveyousomuch",
            "abc",
            "abcd",
            "qwe",
            "asd",
            "xxx");

    private static final String ROWS =
            "abcdefghijklmnopqrstuvwxyz 012345678901234567890 qwertyuiop qwertzuiop azertyuiop asdfghjkl zxcvbnm"
                    + " zyxwvutsrqponmlkjihgfedcba 098765432109876543210 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc4rfv5tgb6yhn7ujm";

    private CommonPasswords() {}

    /** Whether it is one of them, or little more than an address. */
    static boolean contain(String password, String email) {
        String lower = password.toLowerCase(Locale.ROOT);
        String name = email.substring(0, Math.max(0, email.indexOf('@')));
        String plain = lower.replaceAll("[^\\p{L}]+$", "")
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('@', 'a')
                .replace('$', 's')
                .replace('!', 'i');
        return lower.equals(email)
                || isOf(lower, name)
                || differentCharacters(lower) < 4
                || isRow(once(lower))
                || WORDS.contains(once(letters(lower)))
                || WORDS.contains(once(letters(plain)));
    }

    private static boolean isOf(String password, String name) {
        return name.length() > 3
                && once(letters(password)).equals(letters(name))
                && !letters(name).isEmpty();
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}]", "");
    }

    private static long differentCharacters(String text) {
        return text.codePoints().distinct().count();
    }

    private static boolean isRow(String text) {
        return ROWS.contains(text) || ROWS.replace(" ", "").contains(text);
    }

    /** What is written several times in a row, once. */
    private static String once(String text) {
        for (int part = 1; part <= text.length() / 2; part++) {
            if (text.length() % part == 0
                    && text.substring(0, part).repeat(text.length() / part).equals(text)) {
                return text.substring(0, part);
            }
        }
        return text;
    }
}
