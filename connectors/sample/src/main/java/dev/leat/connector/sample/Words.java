package dev.leat.connector.sample;

import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import java.util.Arrays;
import java.util.List;

/** Lists of words as the inside of JSON strings, ready to be copied. Some of them are hard to carry on purpose. */
final class Words {
    static final Words FIRST_NAMES = of(
            "Ada",
            "Zoë",
            "José",
            "Søren",
            "Łukasz",
            "İpek",
            "Ngọc",
            "Amélie",
            "Grace",
            "Linus",
            "Margaret",
            "Dmitri",
            "美咲",
            "Παναγιώτα",
            "Олена",
            "نور",
            "Björk",
            "Chloé",
            "Siobhán",
            "Jean-Luc",
            "Mary Ann",
            "Kofi",
            "Ximena",
            "🦊 Fox");
    static final Words LAST_NAMES = of(
            "Lovelace",
            "O'Brien",
            "D'Angelo",
            "Müller",
            "Nguyễn",
            "Østergård",
            "Åkesson",
            "García Márquez",
            "佐藤",
            "van der Berg",
            "Smith-Jones",
            "Šimić",
            "Čapek",
            "Kowalski",
            "Hopper",
            "Null",
            "Test",
            "al-Khwārizmī",
            "\"Ace\" Ventura",
            "Li",
            "Adéyẹmí",
            "Ivanova",
            "Öztürk",
            "McDonald");
    static final Words HANDLES = of(
            "ada",
            "zoe",
            "jose",
            "soren",
            "lukasz",
            "ipek",
            "ngoc",
            "amelie",
            "grace.h",
            "linus",
            "m.hamilton",
            "info");
    static final Words DOMAINS = of("example.com", "example.org", "example.net", "mail.example.com", "shop.example");
    static final Words COUNTRIES = of(
            "AT", "BR", "CH", "DE", "DK", "ES", "FR", "GB", "GH", "GR", "IE", "IS", "JP", "MX", "NP", "PL", "TR", "UA",
            "US", "VN");
    static final Words CITIES = of(
            "Wien",
            "São Paulo",
            "Zürich",
            "Köln",
            "Århus",
            "A Coruña",
            "Besançon",
            "Stratford-upon-Avon",
            "Accra",
            "Θεσσαλονίκη",
            "Dún Laoghaire",
            "Ísafjörður",
            "東京",
            "Kathmandu",
            "Łódź",
            "İzmir",
            "Львів",
            "Coeur d'Alene");
    static final Words STREETS = of(
            "Main Street",
            "Rue de l'Église",
            "Königsallee",
            "Calle Mayor",
            "Via \"Garibaldi\"",
            "Mill Lane",
            "C:\\Road",
            "Østergade",
            "Nowy Świat",
            "Leat Walk");
    static final Words TAGS = of(
            "vip",
            "new",
            "b2b",
            "returns often",
            "newsletter",
            "em🙂ji",
            "O'Neill fan",
            "say \"hi\"",
            "a,b",
            "back\\slash");
    static final Words QUALITIES = of(
            "Small",
            "Heavy-duty",
            "Extra \"soft\"",
            "Recycled",
            "Élégant",
            "Cordless",
            "Foldable",
            "Giant",
            "½-inch",
            "Waterproof",
            "Retro",
            "Silent");
    static final Words THINGS = of(
            "kettle",
            "water wheel",
            "café table",
            "garden hose",
            "mill stone",
            "lamp",
            "bicycle pump",
            "umbrella ☂",
            "notebook",
            "drill",
            "teapot",
            "cheese grater",
            "compass",
            "rubber duck 🦆",
            "flour sieve",
            "rope (10 m)");
    static final Words DESCRIPTIONS = of(
            "Does what it says.",
            "Lasts for years.\nMade by hand.",
            "Size\tColour\nM\tblue",
            "The customers' favourite: \"best ever\".",
            "Fits 3/4\" pipes; see C:\\manuals\\fit.pdf",
            "100 % organic – naïve & simple",
            "Keep dry. 防水ではありません。",
            "Line one\r\nLine two",
            "",
            "New! 🎉🎉 👩‍👩‍👧");
    static final Words COLOURS = of("red", "bleu ciel", "grün", "紺", "off-white", "\"space\" grey");
    static final Words NOTES = of(
            "Please ring twice.",
            "Leave it at the neighbour's.",
            "Gift: \"Happy birthday, Zoë!\" 🎂",
            "",
            "n/a",
            "2nd floor\nleft door",
            "Ask for \\Bob\\",
            "NULL",
            "Rückgabe wegen Größe",
            "as fast as you can, thanks!!!",
            "Call +49 30 901820 first",
            "No bag; it's only 3 things.");
    static final Words CURRENCIES = of("EUR", "USD", "GBP", "CHF", "JPY", "DKK");
    static final Words PATHS = of(
            "/",
            "/search?q=kettle&page=2",
            "/products/%C3%A9l%C3%A9gant",
            "/basket",
            "/checkout",
            "/account/orders",
            "/help#returns",
            "/products/rubber-duck?ref=mail");
    static final Words AGENTS = of(
            "Mozilla/5.0 (X11; Linux x86_64)",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)",
            "curl/8.9.1",
            "ShopApp/4.2 \"beta\"",
            "Googlebot/2.1 (+http://www.google.com/bot.html)");

    private final byte[][] words;

    private Words(byte[][] words) {
        this.words = words;
    }

    static Words of(List<String> words) {
        return of(words.toArray(String[]::new));
    }

    private static Words of(String... words) {
        return new Words(Arrays.stream(words).map(Words::inside).toArray(byte[][]::new));
    }

    private static byte[] inside(String word) {
        Bytes quoted = new Bytes(64);
        JsonText.quote(quoted, word);
        return Arrays.copyOfRange(quoted.array(), 1, quoted.length() - 1);
    }

    /** Values that are one of the words. */
    Cell cell() {
        return (out, row, random) -> out.next().put('"').put(pick(random)).put('"');
    }

    /** One of the words. Uses the low 32 random bits. */
    byte[] pick(long random) {
        return words[Shop.below(words.length, random)];
    }
}
