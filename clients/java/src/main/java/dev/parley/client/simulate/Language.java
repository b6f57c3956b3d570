package dev.parley.client.simulate;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// What people say, by the language in which they do.
enum Language {
    ENGLISH(
            List.of(
                    "The kettle is on.",
                    "Has anyone seen my umbrella?",
                    "I moved the meeting to three, the room is the same.",
                    "Look at this: https://example.org/a/rather/long/path?with=a&query=too#and-a-fragment",
                    "Back in five minutes",
                    "That was the best soup I had this year 🍲",
                    "lol",
                    "1. buy bread\n2. buy olives\n3. forget the olives"),
            List.of("Sounds good!", "Give me a minute, I'll look.", "Yes. Why?", "Ha, exactly what I thought.")),
    GERMAN(
            List.of(
                    "Kommst du heute noch vorbei?",
                    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
                    "Der Zug hat schon wieder Verspätung …",
                    "Schöne Grüße aus Überlingen!",
                    "Ich hab’s gleich."),
            List.of("Klingt gut!", "Schau ich mir an.", "Ja, gern. Wann?", "Genau so.")),
    SPANISH(
            List.of("¿Quedamos mañana?", "Ya está hecho 🎉", "¡Qué calor hace hoy!", "El niño duerme, por fin."),
            List.of("¡Claro que sí!", "Ahora lo miro.", "¿De verdad?", "Perfecto, gracias.")),
    FRENCH(
            List.of("On se voit à midi ?", "J’ai oublié les clés, encore…", "C’est noté.", "Ça marche !"),
            List.of("Bien sûr !", "Je regarde ça.", "Ah bon ?", "Merci beaucoup 🙏")),
    RUSSIAN(
            List.of("Кто-нибудь видел мои очки?", "Уже выхожу.", "Завтра обещают снег ❄️", "Хорошо, договорились."),
            List.of("Конечно!", "Сейчас посмотрю.", "Правда?", "Спасибо.")),
    ARABIC(
            List.of(
                    "صباح الخير، كيف حالكم اليوم؟",
                    "الاجتماع الساعة 3:30 في القاعة B12.",
                    "وصلت إلى المحطة، أين أنتم؟",
                    "هذا رابط الملف: https://example.org/ملف"),
            List.of("بالتأكيد!", "سأنظر في الأمر الآن.", "حقًا؟", "شكرًا جزيلًا 🌷")),
    HEBREW(
            List.of("מישהו רוצה קפה?", "אני מגיע ב-17:45 (בערך).", "שבת שלום לכולם!", "ה-API עובד שוב."),
            List.of("בטח!", "אני בודק.", "באמת?", "תודה רבה")),
    HINDI(
            List.of("आज शाम को मिलते हैं?", "चाय तैयार है ☕", "मैं रास्ते में हूँ।", "बहुत बढ़िया काम!"),
            List.of("ज़रूर!", "अभी देखता हूँ।", "सच में?", "धन्यवाद 🙏")),
    JAPANESE(
            List.of("今日のお昼はどうしますか?", "電車が少し遅れています。", "了解です!", "週末に山へ行きませんか🏔️"),
            List.of("いいですね!", "確認します。", "本当ですか?", "ありがとうございます。")),
    CHINESE(List.of("今天天气真好。", "会议改到下午三点。", "你吃饭了吗?", "文件已经发给你了👍"), List.of("好的!", "我马上看。", "真的吗?", "谢谢。"));

    private static final List<String> EMOJI =
            List.of("👍", "🎉🎉🎉", "👩‍👩‍👧‍👦", "🏳️‍🌈 🇯🇵 👋🏽", "❤️", "😂😂", "🫠");
    private static final int EMOJI_PERCENT = 12;
    private static final int LONG_PERCENT = 4;
    private static final int LONGEST_PARAGRAPHS = 12;
    private static final int SENTENCES = 6;

    private final List<String> sayings;
    private final List<String> answers;

    Language(List<String> sayings, List<String> answers) {
        this.sayings = sayings;
        this.answers = answers;
    }

    /// Something to begin with: mostly a sentence, now and then emoji alone or a long letter.
    String saying(RandomGenerator random) {
        int percent = random.nextInt(100);
        if (percent < EMOJI_PERCENT) {
            return one(EMOJI, random);
        }
        return percent < EMOJI_PERCENT + LONG_PERCENT ? letter(random) : one(sayings, random);
    }

    String answer(RandomGenerator random) {
        return random.nextInt(100) < EMOJI_PERCENT ? one(EMOJI, random) : one(answers, random);
    }

    /// Paragraphs of sentences that were said before.
    String letter(RandomGenerator random) {
        StringBuilder letter = new StringBuilder();
        int paragraphs = 2 + random.nextInt(LONGEST_PARAGRAPHS - 1);
        for (int i = 0; i < paragraphs; i++) {
            letter.append(i == 0 ? "" : "\n\n");
            for (int j = 0; j < SENTENCES; j++) {
                letter.append(j == 0 ? "" : " ").append(one(sayings, random));
            }
        }
        return letter.toString();
    }

    List<String> all() {
        return Stream.of(sayings, answers, EMOJI).flatMap(List::stream).toList();
    }

    private static String one(List<String> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }
}
