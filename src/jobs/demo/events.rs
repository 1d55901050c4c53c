//! Six invented trainings in two regions.

use crate::events::model::Kind;
use crate::i18n::Locale;

pub const PAST: usize = 0;
pub const FULL: usize = 1;
pub const COMING: usize = 2;
pub const SAFE: usize = 3;
pub const DRAFT: usize = 4;
pub const CANCELLED: usize = 5;

/// Title, summary, description, audience, venue.
type Words = [&'static str; 5];

/// A session: days from today, hour and minute of start and end, its title in `Locale::ALL`'s order.
pub type Block = (i64, (u32, u32), (u32, u32), [&'static str; 4]);

pub struct Spec {
    pub slug: &'static str,
    pub kind: Kind,
    pub region: &'static str,
    pub main: Locale,
    pub languages: &'static [Locale],
    pub interpreted: &'static [Locale],
    /// Travel, meals, lodging, childcare.
    pub covers: [bool; 4],
    pub safe_mode: bool,
    pub capacity: i64,
    /// Days from today on which registration ends, at 18:00.
    pub closes: i64,
    pub sessions: &'static [Block],
    pub texts: &'static [(Locale, Words)],
}

const DAY: ((u32, u32), (u32, u32)) = ((9, 30), (16, 30));

/// In the order of the constants above.
pub const SPECS: [Spec; 6] = [
    Spec {
        slug: "batken-ukuk-tot",
        kind: Kind::Tot,
        region: "batken",
        main: Locale::Ky,
        languages: &[Locale::Ky, Locale::Uz],
        interpreted: &[Locale::Ru],
        covers: [true, true, true, true],
        safe_mode: false,
        capacity: 40,
        closes: -24,
        sessions: &[
            (-21, DAY.0, DAY.1, ["Укук деген эмне", "Что такое право", "Huquq nima", "What a right is"]),
            (
                -20,
                DAY.0,
                DAY.1,
                [
                    "Башкага кантип үйрөтөбүз",
                    "Как учить других",
                    "Boshqalarga qanday oʻrgatamiz",
                    "How we teach others",
                ],
            ),
        ],
        texts: &[
            (
                Locale::Ky,
                [
                    "Укугуңду бил, башкага үйрөт",
                    "Айылда сабак өтө турган аялдар үчүн эки күндүк ТОТ.",
                    "Биринчи күнү укук деген эмне экенин турмуштан алынган мисалдар менен сүйлөшөбүз: документ, жумуш, үй-бүлө, медициналык жардам. Экинчи күнү ар бир катышуучу өз айылында өтө турган кыска сабакты даярдап, аны топто сынап көрөт.\n\nТренингден кийин үч ай бою тажрыйбалуу фасилитатор телефон аркылуу жардам берет.",
                    "Айыл кеңешинин мүчөлөрү, мугалимдер, медайымдар, айылдаштары кеңеш сураган аялдар. Юридикалык билим керек эмес.",
                    "Баткен, Жаштар үйү, Алмалуу көчөсү 4",
                ],
            ),
            (
                Locale::Ru,
                [
                    "Знай свои права и научи другого",
                    "Двухдневный ТОТ для женщин, которые будут вести занятия в селе.",
                    "В первый день говорим о том, что такое право, на примерах из жизни: документы, работа, семья, медицинская помощь. Во второй день каждая участница готовит короткое занятие для своего села и пробует провести его в группе.\n\nПосле тренинга три месяца по телефону помогает опытный фасилитатор.",
                    "Члены сельских советов, учительницы, медсёстры, женщины, к которым соседи приходят за советом. Юридическое образование не нужно.",
                    "Баткен, Дом молодёжи, улица Алмалуу, 4",
                ],
            ),
            (
                Locale::Uz,
                [
                    "Huquqingni bil, boshqaga oʻrgat",
                    "Qishloqda mashgʻulot oʻtkazadigan ayollar uchun ikki kunlik TOT.",
                    "Birinchi kuni huquq nima ekanini hayotiy misollar bilan gaplashamiz: hujjatlar, ish, oila, tibbiy yordam. Ikkinchi kuni har bir ishtirokchi oʻz qishlogʻi uchun qisqa mashgʻulot tayyorlaydi va uni guruhda sinab koʻradi.\n\nTreningdan keyin uch oy davomida tajribali fasilitator telefon orqali yordam beradi.",
                    "Qishloq kengashi aʼzolari, oʻqituvchilar, hamshiralar, qoʻshnilari maslahat soʻraydigan ayollar. Yuridik maʼlumot shart emas.",
                    "Botken, Yoshlar uyi, Almaluu koʻchasi 4",
                ],
            ),
            (
                Locale::En,
                [
                    "Know your rights and teach another",
                    "A two-day TOT for women who will hold lessons in their villages.",
                    "On the first day we talk about what a right is, with examples from daily life: papers, work, family, medical help. On the second day each participant prepares a short lesson for her own village and tries it out in the group.\n\nFor three months after the training an experienced facilitator helps by telephone.",
                    "Members of village councils, teachers, nurses, women whom neighbours ask for advice. No legal education is needed.",
                    "Batken, Youth House, Almaluu street 4",
                ],
            ),
        ],
    },
    Spec {
        slug: "kara-balta-jash-yuristter",
        kind: Kind::Training,
        region: "chuy",
        main: Locale::Ru,
        languages: &[Locale::Ru, Locale::Ky],
        interpreted: &[],
        covers: [true, true, false, true],
        safe_mode: false,
        capacity: 40,
        closes: 7,
        sessions: &[
            (9, (10, 0), (13, 0), ["Алгачкы саат", "Первый час", "Birinchi soat", "The first hour"]),
            (
                9,
                (14, 0),
                (17, 0),
                [
                    "Жакындары менен сүйлөшүү",
                    "Разговор с близкими",
                    "Yaqinlari bilan suhbat",
                    "Talking with the family",
                ],
            ),
            (
                10,
                (10, 0),
                (15, 0),
                ["Документ жана далил", "Документ и доказательство", "Hujjat va dalil", "Paper and proof"],
            ),
        ],
        texts: &[
            (
                Locale::Ru,
                [
                    "Первые часы: школа молодых юристов",
                    "Три занятия о том, как помочь человеку и его семье в первые часы после задержания.",
                    "Разбираем по минутам, что можно сделать сразу: кому звонить, что записать, как говорить с испуганными родителями и как не навредить. Много практики в парах, учебные дела придуманы.\n\nЗанятия ведут адвокат с большим опытом и психолог.",
                    "Студенты старших курсов и юристы до 35 лет, в том числе без опыта.",
                    "Кара-Балта, учебный центр на улице Тополиной, 18, второй этаж",
                ],
            ),
            (
                Locale::Ky,
                [
                    "Алгачкы сааттар: жаш юристтердин мектеби",
                    "Адам кармалгандан кийинки алгачкы сааттарда ага жана үй-бүлөсүнө кантип жардам берүү тууралуу үч сабак.",
                    "Дароо эмне кылса болорун мүнөт-мүнөтү менен талдайбыз: кимге чалуу, эмнени жазып алуу, корккон ата-эне менен кантип сүйлөшүү жана зыян келтирбөө. Жуптарда көп машыгабыз, окуу иштери ойдон чыгарылган.\n\nСабакты тажрыйбалуу адвокат менен психолог өтөт.",
                    "Жогорку курстун студенттери жана 35 жашка чейинки юристтер, анын ичинде тажрыйбасы жоктор.",
                    "Кара-Балта, Тополиная көчөсү 18, окуу борбору, экинчи кабат",
                ],
            ),
            (
                Locale::Uz,
                [
                    "Dastlabki soatlar: yosh yuristlar maktabi",
                    "Odam ushlangandan keyingi dastlabki soatlarda unga va oilasiga qanday yordam berish haqida uch mashgʻulot.",
                    "Darhol nima qilish mumkinligini daqiqama-daqiqa koʻrib chiqamiz: kimga qoʻngʻiroq qilish, nimani yozib olish, qoʻrqib ketgan ota-ona bilan qanday gaplashish va zarar yetkazmaslik. Juftlikda koʻp mashq qilamiz, oʻquv ishlari oʻylab topilgan.\n\nMashgʻulotlarni tajribali advokat va psixolog olib boradi.",
                    "Yuqori kurs talabalari va 35 yoshgacha boʻlgan yuristlar, jumladan tajribasi yoʻqlar.",
                    "Qora-Balta, Topolinaya koʻchasi 18, oʻquv markazi, ikkinchi qavat",
                ],
            ),
            (
                Locale::En,
                [
                    "The first hours: a school for young lawyers",
                    "Three sessions on helping a person and their family in the first hours after an arrest.",
                    "Minute by minute we go through what can be done at once: whom to call, what to write down, how to talk with frightened parents and how to do no harm. Much practice in pairs; the cases are invented.\n\nAn experienced advocate and a psychologist lead the sessions.",
                    "Students in their last years and lawyers up to 35, also without experience.",
                    "Kara-Balta, training centre, Topolinaya street 18, second floor",
                ],
            ),
        ],
    },
    Spec {
        slug: "kyzyl-kyya-migratsiya-tot",
        kind: Kind::Tot,
        region: "batken",
        main: Locale::Ky,
        languages: &[Locale::Ky, Locale::Uz, Locale::Ru],
        interpreted: &[Locale::En],
        covers: [true, true, true, true],
        safe_mode: false,
        capacity: 90,
        closes: 13,
        sessions: &[
            (16, DAY.0, DAY.1, ["Жолго чыгаарда", "Перед дорогой", "Yoʻlga chiqishdan oldin", "Before the journey"]),
            (17, DAY.0, DAY.1, ["Чет жердеги эмгек", "Работа на чужбине", "Xorijdagi mehnat", "Work abroad"]),
            (
                18,
                (9, 30),
                (13, 0),
                ["Үйдө калгандар", "Те, кто остался дома", "Uyda qolganlar", "Those who stayed at home"],
            ),
        ],
        texts: &[
            (
                Locale::Ky,
                [
                    "Миграция жана укук: айылда сабак өтүү",
                    "Чет жакка иштегени кеткендердин жана үйдө калгандардын укугу тууралуу үч күндүк ТОТ.",
                    "Келишим, каттоо, медициналык жардам, баланын документи: эң көп берилген суроолорго даяр сабактарды чогуу түзөбүз. Ар бир топ өз тилинде иштейт.\n\nБалаңызды ала келсеңиз болот: тренинг бүткүчө аны бөлмөдө тарбиячы карайт.",
                    "Мигранттардын үй-бүлөлөрү, кайтып келгендер, мектептин жана айыл өкмөтүнүн кызматкерлери.",
                    "Кызыл-Кыя, Маданият үйү, Чынар көчөсү 21",
                ],
            ),
            (
                Locale::Ru,
                [
                    "Миграция и право: как вести занятия в селе",
                    "Трёхдневный ТОТ о правах тех, кто уехал на заработки, и тех, кто остался дома.",
                    "Договор, регистрация, медицинская помощь, документы ребёнка: вместе готовим занятия, которые отвечают на самые частые вопросы. Каждая группа работает на своём языке.\n\nМожно приехать с ребёнком: пока идёт тренинг, с ним в отдельной комнате будет воспитатель.",
                    "Семьи мигрантов, вернувшиеся из поездок, работники школ и айыл окмоту.",
                    "Кызыл-Кия, Дом культуры, улица Чынар, 21",
                ],
            ),
            (
                Locale::Uz,
                [
                    "Migratsiya va huquq: qishloqda mashgʻulot oʻtkazish",
                    "Chet elga ishga ketganlar va uyda qolganlarning huquqlari haqida uch kunlik TOT.",
                    "Shartnoma, roʻyxatga turish, tibbiy yordam, bolaning hujjati: eng koʻp beriladigan savollarga javob beradigan mashgʻulotlarni birga tuzamiz. Har bir guruh oʻz tilida ishlaydi.\n\nFarzandingizni olib kelishingiz mumkin: trening davomida unga alohida xonada tarbiyachi qaraydi.",
                    "Migrantlarning oilalari, qaytib kelganlar, maktab va qishloq hokimiyati xodimlari.",
                    "Qizil-Qiya, Madaniyat uyi, Chinor koʻchasi 21",
                ],
            ),
            (
                Locale::En,
                [
                    "Migration and rights: lessons in the village",
                    "A three-day TOT on the rights of those who went away to work and those who stayed at home.",
                    "Contract, registration, medical help, a child’s papers: together we prepare lessons that answer the questions people ask most. Each group works in its own language.\n\nYou can bring your child: while the training lasts, a carer looks after them in a room of their own.",
                    "Families of migrants, people who have come back, staff of schools and village administrations.",
                    "Kyzyl-Kiya, House of Culture, Chynar street 21",
                ],
            ),
        ],
    },
    Spec {
        slug: "ugup-turabyz",
        kind: Kind::FocusGroup,
        region: "chuy",
        main: Locale::Ky,
        languages: &[Locale::Ky, Locale::Ru],
        interpreted: &[],
        covers: [true, true, false, true],
        safe_mode: true,
        capacity: 12,
        closes: 10,
        sessions: &[(12, (11, 0), (14, 0), ["Жолугушуу", "Встреча", "Uchrashuv", "Meeting"])],
        texts: &[
            (
                Locale::Ky,
                [
                    "Угуп турабыз: чакан тегерек",
                    "Оор окуяны баштан кечирген үй-бүлөлөрдүн тынч сүйлөшүүсү.",
                    "Эч ким айтууга милдеттүү эмес: угуп отурсаңыз да болот. Катышуучулардын аттары тегеректен чыкпайт, жазуу макулдук менен гана жүргүзүлөт. Жаныңызда психолог болот.\n\nӨтө турган жерин орду ырасталгандарга гана айтабыз.",
                    "Жакындары кармалган же жабыр тарткан адамдар.",
                    "Кара-Балта, Гүлбак көчөсү 12, короодон кириш",
                ],
            ),
            (
                Locale::Ru,
                [
                    "Мы слушаем: небольшой круг",
                    "Спокойный разговор для семей, которые пережили тяжёлое.",
                    "Никто не обязан рассказывать: можно просто слушать. Имена не выходят за пределы круга, записи ведутся только с согласия. Рядом будет психолог.\n\nМесто встречи сообщаем только тем, чьё участие подтверждено.",
                    "Люди, чьи близкие были задержаны или пострадали.",
                    "Кара-Балта, улица Цветочная, 12, вход со двора",
                ],
            ),
            (
                Locale::Uz,
                [
                    "Biz tinglaymiz: kichik davra",
                    "Ogʻir kunlarni boshidan kechirgan oilalar uchun xotirjam suhbat.",
                    "Hech kim gapirishga majbur emas: tinglab oʻtirish ham mumkin. Ishtirokchilarning ismlari davradan tashqariga chiqmaydi, faqat rozilik bilan yozib olinadi. Yoningizda psixolog boʻladi.\n\nUchrashuv joyini faqat oʻrni tasdiqlanganlarga aytamiz.",
                    "Yaqinlari ushlangan yoki jabr koʻrgan odamlar.",
                    "Qora-Balta, Gulbogʻ koʻchasi 12, hovlidan kirish",
                ],
            ),
            (
                Locale::En,
                [
                    "We listen: a small circle",
                    "A quiet conversation for families who have been through hard times.",
                    "Nobody has to speak: you may just listen. Names do not leave the circle, and notes are taken only with consent. A psychologist will be with you.\n\nWe tell the place only to those whose place is confirmed.",
                    "People whose relatives were detained or harmed.",
                    "Kara-Balta, Gulbak street 12, entrance from the yard",
                ],
            ),
        ],
    },
    Spec {
        slug: "on-alty-kun",
        kind: Kind::Campaign,
        region: "batken",
        main: Locale::Ky,
        languages: &[Locale::Ky],
        interpreted: &[],
        covers: [false, true, false, false],
        safe_mode: false,
        capacity: 80,
        closes: 40,
        sessions: &[(45, (10, 0), (13, 0), ["Даярдык", "Подготовка", "", ""])],
        texts: &[
            (
                Locale::Ky,
                [
                    "Он алты күн: кошуналар чогулганда",
                    "Үй-бүлөдөгү зомбулукка каршы айылдык жолугушууларга даярдык.",
                    "Он алты күндө он алты айылда жолугушуу өткөрөбүз. Бул күнү алып баруучулар, жүрүү тартиби жана баракчалар такталат.",
                    "Ыктыярчылар.",
                    // Nobody has found a room yet: it cannot be published so.
                    "",
                ],
            ),
            (
                Locale::Ru,
                [
                    "Шестнадцать дней: когда собираются соседи",
                    "Подготовка к сельским встречам против домашнего насилия.",
                    "",
                    "",
                    "",
                ],
            ),
        ],
    },
    Spec {
        slug: "kino-jana-suiloshuu",
        kind: Kind::Screening,
        region: "chuy",
        main: Locale::Ky,
        languages: &[Locale::Ky, Locale::Ru],
        interpreted: &[],
        covers: [false, false, false, false],
        safe_mode: false,
        capacity: 50,
        closes: 4,
        sessions: &[(
            5,
            (17, 0),
            (20, 0),
            ["Тасма жана сүйлөшүү", "Фильм и разговор", "Film va suhbat", "Film and conversation"],
        )],
        texts: &[
            (
                Locale::Ky,
                [
                    "Кино жана сүйлөшүү: «Жолдо»",
                    "Кыска тасма жана андан кийинки ачык сүйлөшүү.",
                    "Үйүнө кайтып келе жаткан жаш жигит тууралуу отуз мүнөттүк тасманы чогуу көрүп, андан кийин чай үстүндө сүйлөшөбүз.",
                    "Бардык каалоочулар.",
                    "Токмок, Китепкана, Жибек көчөсү 7",
                ],
            ),
            (
                Locale::Ru,
                [
                    "Кино и разговор: «В пути»",
                    "Короткий фильм и открытый разговор после него.",
                    "Вместе смотрим тридцатиминутный фильм о парне, который возвращается домой, а потом разговариваем за чаем.",
                    "Все желающие.",
                    "Токмок, библиотека, улица Жибек, 7",
                ],
            ),
            (
                Locale::Uz,
                [
                    "Kino va suhbat: «Yoʻlda»",
                    "Qisqa film va undan keyingi ochiq suhbat.",
                    "Uyiga qaytayotgan yigit haqidagi oʻttiz daqiqalik filmni birga koʻramiz, keyin choy ustida gaplashamiz.",
                    "Barcha istovchilar.",
                    "Toʻqmoq, kutubxona, Jibek koʻchasi 7",
                ],
            ),
            (
                Locale::En,
                [
                    "Film and conversation: “On the Road”",
                    "A short film and an open conversation after it.",
                    "Together we watch a thirty-minute film about a young man on his way home, and then talk over tea.",
                    "Everybody who would like to come.",
                    "Tokmok, library, Jibek street 7",
                ],
            ),
        ],
    },
];
