//! A dozen invented testimonials about the training that is over.

use crate::i18n::Locale;
use crate::testimonials::model::Attribution;

/// Where a testimonial is to stand in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Public,
    /// Two approvals, because somebody could be recognised or hurt.
    PublicWithCare,
    /// Nobody has looked at it.
    New,
    /// A version for readers is there, nobody has approved it.
    Prepared,
    Declined,
    /// Was public; the speaker took it back.
    Withdrawn,
}

/// A version for readers: language, headline, quote, narrative, content note.
pub type Version = (Locale, &'static str, &'static str, &'static str, &'static str);

pub struct Voice {
    /// The number of the person, among those of the past training.
    pub speaker: usize,
    pub locale: Locale,
    pub headline: &'static str,
    pub body: &'static str,
    pub attribution: Attribution,
    pub pseudonym: &'static str,
    pub versions: &'static [Version],
    pub fate: Fate,
}

use Locale::{En, Ky, Ru, Uz};

pub const VOICES: [Voice; 12] = [
    Voice {
        speaker: 0,
        locale: Ky,
        headline: "Эми мен кагаздан коркпойм",
        body: "Мурун айыл өкмөтүнө барганда эшиктин жанында туруп калчумун. Кол кой десе, окубай эле кол коё берчүмүн. Сабакта биз чыныгы арызды чогуу окуп, ар бир сөзүн талдадык.\n\nКайтып келгенден кийин коңшумдун балага жөлөкпул алуу иши үч айдан бери токтоп турганын уктум. Экөөбүз барып, жазуу түрүндө жооп сурадык. Он күндөн кийин жооп келди. Азыр шаршемби сайын үч-төрт аял менин ашканамда чогулуп, кагаздарын чогуу окуйбуз.",
        attribution: Attribution::FirstName,
        pseudonym: "",
        versions: &[
            (
                Ky,
                "Эми мен кагаздан коркпойм",
                "Мурун кол кой десе, окубай эле кол коё берчүмүн. Азыр шаршемби сайын үч-төрт аял менин ашканамда чогулуп, кагаздарын чогуу окуйбуз.",
                "Мурун айыл өкмөтүнө барганда эшиктин жанында туруп калчумун. Сабакта биз чыныгы арызды чогуу окуп, ар бир сөзүн талдадык.\n\nКайтып келгенден кийин коңшумдун иши үч айдан бери токтоп турганын уктум. Экөөбүз барып, жазуу түрүндө жооп сурадык. Он күндөн кийин жооп келди.",
                "",
            ),
            (
                Ru,
                "Теперь я не боюсь бумаг",
                "Раньше я подписывала всё не читая. Теперь каждую среду три-четыре женщины собираются у меня на кухне, и мы читаем наши бумаги вместе.",
                "Раньше в айыл окмоту я так и стояла у двери. На занятии мы взяли настоящее заявление и разобрали в нём каждое слово.\n\nКогда я вернулась, узнала, что дело соседки лежит без движения три месяца. Мы пошли вдвоём и попросили письменный ответ. Через десять дней он пришёл.",
                "",
            ),
            (
                Uz,
                "Endi men qogʻozdan qoʻrqmayman",
                "Ilgari oʻqimasdan imzo qoʻyardim. Endi har chorshanba uch-toʻrt ayol oshxonamda yigʻiladi va qogʻozlarimizni birga oʻqiymiz.",
                "Ilgari qishloq hokimiyatiga borganda eshik yonida turib qolardim. Mashgʻulotda haqiqiy arizani birga oʻqib, har bir soʻzini tahlil qildik.\n\nQaytib kelgach, qoʻshnimning ishi uch oydan beri toʻxtab turganini eshitdim. Ikkimiz borib, yozma javob soʻradik. Oʻn kundan keyin javob keldi.",
                "",
            ),
            (
                En,
                "I am no longer afraid of papers",
                "I used to sign without reading. Now three or four women meet in my kitchen every Wednesday and we read our papers together.",
                "At the village office I used to stay by the door. In the session we took a real application and went through every word of it.\n\nWhen I came home I heard that my neighbour’s case had not moved for three months. The two of us went and asked for an answer in writing. It came after ten days.",
                "",
            ),
        ],
        fate: Fate::Public,
    },
    Voice {
        speaker: 2,
        locale: Uz,
        headline: "Oʻz tilimda soʻradim",
        body: "Men doim rus tilida gapiradigan joylarda jim oʻtiraman. Bu yerda birinchi kuni fasilitator oʻzbekcha salom berdi va savolimni oʻz tilimda berishimni soʻradi. Uyga borganimda qizim «Oyi, bugun koʻp gapiribsiz» dedi.\n\nHozir maktabda ota-onalar yigʻilishida ham qoʻl koʻtaraman.",
        attribution: Attribution::FirstName,
        pseudonym: "",
        versions: &[
            (
                Uz,
                "Oʻz tilimda soʻradim",
                "Birinchi kuni fasilitator oʻzbekcha salom berdi va savolimni oʻz tilimda berishimni soʻradi. Uyga borganimda qizim «Oyi, bugun koʻp gapiribsiz» dedi.",
                "Men boshqa tilda gapiradigan joylarda jim oʻtirardim. Hozir maktabda ota-onalar yigʻilishida ham qoʻl koʻtaraman.",
                "",
            ),
            (
                Ky,
                "Өз тилимде сурадым",
                "Биринчи күнү фасилитатор өзбекче учурашып, сурооңузду өз тилиңизде бериңиз деди. Үйгө барсам, кызым «Апа, бүгүн көп сүйлөпсүз» деди.",
                "Башка тилде сүйлөгөн жерде унчукпай отурчумун. Азыр мектептеги ата-энелер чогулушунда да кол көтөрөм.",
                "",
            ),
            (
                Ru,
                "Я спросила на своём языке",
                "В первый день фасилитатор поздоровалась по-узбекски и попросила задать вопрос на моём языке. Дома дочь сказала: «Мама, вы сегодня много говорили».",
                "Там, где говорят на другом языке, я всегда молчала. Теперь поднимаю руку и на родительском собрании в школе.",
                "",
            ),
            (
                En,
                "I asked in my own language",
                "On the first day the facilitator greeted us in Uzbek and asked me to put my question in my own language. At home my daughter said: “Mother, you have talked a lot today.”",
                "Where people speak another language I always kept silent. Now I raise my hand at the parents’ meeting too.",
                "",
            ),
        ],
        fate: Fate::Public,
    },
    Voice {
        speaker: 4,
        locale: Ru,
        headline: "Сначала выслушать",
        body: "Я медсестра и привыкла сразу давать советы. На второй день мы разыгрывали разговор: одна рассказывает, другая три минуты только слушает. Эти три минуты оказались самыми трудными за всю мою работу. Теперь на приёме я сначала молчу, и люди говорят то, чего раньше не говорили.",
        attribution: Attribution::Initials,
        pseudonym: "",
        versions: &[
            (
                Ru,
                "Сначала выслушать",
                "Одна рассказывает, другая три минуты только слушает. Эти три минуты оказались самыми трудными за всю мою работу.",
                "Я привыкла сразу давать советы. Теперь на приёме я сначала молчу, и люди говорят то, чего раньше не говорили.",
                "",
            ),
            (
                Ky,
                "Адегенде угуу",
                "Бири айтат, экинчиси үч мүнөт жөн гана угат. Ошол үч мүнөт иштеген жылдарымдын эң кыйыны болду.",
                "Мен дароо кеңеш берип көнгөм. Азыр адегенде унчукпайм, ошондо адамдар мурун айтпаганын айтат.",
                "",
            ),
            (
                Uz,
                "Avval tinglash",
                "Biri gapiradi, ikkinchisi uch daqiqa faqat tinglaydi. Shu uch daqiqa butun ish yillarimning eng qiyini boʻldi.",
                "Men darhol maslahat berishga oʻrganganman. Endi avval jim turaman va odamlar ilgari aytmagan gaplarini aytadi.",
                "",
            ),
            (
                En,
                "First, listen",
                "One speaks, the other only listens for three minutes. Those three minutes were the hardest of all my years of work.",
                "I was used to giving advice at once. Now I keep silent first, and people say what they did not say before.",
                "",
            ),
        ],
        fate: Fate::Public,
    },
    Voice {
        speaker: 19,
        locale: En,
        headline: "A chair for everybody",
        body: "I came here from another country and I did not know anybody in the room. On the second day we had to prepare a lesson for our village. I said: I have no village. The group answered: then take our street. We held the lesson there last week, eleven people came, and somebody had brought one chair too many so that I would not have to stand.",
        attribution: Attribution::FirstName,
        pseudonym: "",
        versions: &[
            (
                En,
                "A chair for everybody",
                "I said: I have no village. The group answered: then take our street.",
                "I came from another country and knew nobody in the room. We held our lesson in that street last week. Eleven people came, and somebody had brought one chair too many so that I would not have to stand.",
                "",
            ),
            (
                Ru,
                "Стул для каждого",
                "Я сказал: у меня нет села. Группа ответила: тогда возьми нашу улицу.",
                "Я приехал из другой страны и никого в зале не знал. На прошлой неделе мы провели занятие на той улице. Пришло одиннадцать человек, и кто-то принёс лишний стул, чтобы мне не пришлось стоять.",
                "",
            ),
            (
                Ky,
                "Ар кимге бир отургуч",
                "Менин айылым жок дедим. Топ: анда биздин көчөнү ал, деп жооп берди.",
                "Мен башка өлкөдөн келгем, залда эч кимди тааныбайт элем. Өткөн жумада ошол көчөдө сабак өттүк. Он бир адам келди, мен туруп калбасын деп бирөө ашыкча отургуч алып келиптир.",
                "",
            ),
            (
                Uz,
                "Har kimga bitta stul",
                "Mening qishlogʻim yoʻq dedim. Guruh: unda bizning koʻchani ol, deb javob berdi.",
                "Men boshqa mamlakatdan kelganman, zalda hech kimni tanimasdim. Oʻtgan hafta shu koʻchada mashgʻulot oʻtkazdik. Oʻn bir kishi keldi, men tik turmay deb kimdir ortiqcha stul olib kelibdi.",
                "",
            ),
        ],
        fate: Fate::Public,
    },
    Voice {
        speaker: 5,
        locale: Ky,
        headline: "Иним кайтып келген түн",
        body: "Инимди түнү менен кармап турушту. Эртеси үйгө келгенде колун көрсөткөн жок. Эч ким эч нерсе сураган жок, мен да. Үч жыл бою бул тууралуу унчуккан эмесмин.\n\nТренингде бир аял ушундай эле окуяны айтты, эч ким анын сөзүн бөлгөн жок. Кечинде биринчи жолу инимден: «Сага кантип жардам берейин?» деп сурадым. Эртеси дарыгерге чогуу бардык.",
        attribution: Attribution::Pseudonym,
        pseudonym: "Айсулуу",
        versions: &[
            (
                Ky,
                "Инимден биринчи жолу сурадым",
                "Үч жыл бою бул тууралуу унчуккан эмесмин. Кечинде биринчи жолу инимден: «Сага кантип жардам берейин?» деп сурадым.",
                "Иним үйгө келгенде эч ким эч нерсе сураган жок, мен да. Тренингде бир аял ушундай эле окуяны айтты, эч ким анын сөзүн бөлгөн жок. Эртеси иним экөөбүз дарыгерге бардык.",
                "кармоо жана зордук",
            ),
            (
                Ru,
                "Я впервые спросила брата",
                "Три года я молчала об этом. В тот вечер я впервые спросила брата: «Чем тебе помочь?»",
                "Когда брат вернулся домой, никто ни о чём не спросил, и я тоже. На тренинге одна женщина рассказала похожее, и никто её не перебил. На следующий день мы с братом пошли к врачу.",
                "задержание и насилие",
            ),
        ],
        fate: Fate::PublicWithCare,
    },
    Voice {
        speaker: 7,
        locale: Ky,
        headline: "Атама айтып бердим",
        body: "Мен тренингде отурган аз сандагы эркектердин бири болдум. Башында ыңгайсыз эле. Экинчи күнү «Үй-бүлөдө ким чечет?» деген көнүгүүнү жасадык, мен биздин үйдө апамдын үнү эч качан угулбай турганын түшүндүм. Үйгө барып муну атама айттым. Атам көпкө унчукпай отуруп, анан апамдан: «Сен эмне дейсиң?» деп сурады.",
        attribution: Attribution::FullName,
        pseudonym: "",
        versions: &[(
            Ky,
            "Атама айтып бердим",
            "Атам көпкө унчукпай отуруп, анан апамдан: «Сен эмне дейсиң?» деп сурады.",
            "Мен тренингде отурган аз сандагы эркектердин бири болдум. «Үй-бүлөдө ким чечет?» деген көнүгүүдө биздин үйдө апамдын үнү эч качан угулбай турганын түшүндүм. Үйгө барып муну атама айттым.",
            "",
        )],
        fate: Fate::Public,
    },
    Voice {
        speaker: 6,
        locale: Uz,
        headline: "Bolam bilan keldim",
        body: "Olti oylik bolam bilan hech qayerga bora olmasdim. Bu yerda alohida xona va tarbiyachi bor ekan. Ikki kun davomida birinchi marta boshidan oxirigacha oʻtirib eshitdim. Kichik narsadek, lekin busiz kela olmasdim.",
        attribution: Attribution::Anonymous,
        pseudonym: "",
        versions: &[
            (
                Uz,
                "Bolam bilan keldim",
                "Bu yerda alohida xona va tarbiyachi bor ekan. Kichik narsadek, lekin busiz kela olmasdim.",
                "Kichkina bolam bilan hech qayerga bora olmasdim. Ikki kun davomida birinchi marta boshidan oxirigacha oʻtirib eshitdim.",
                "",
            ),
            (
                Ru,
                "Я приехала с ребёнком",
                "Здесь оказалась отдельная комната и воспитатель. Кажется, мелочь, но без неё я не смогла бы приехать.",
                "С маленьким ребёнком я никуда не могла выбраться. Эти два дня я впервые слушала от начала до конца.",
                "",
            ),
        ],
        fate: Fate::Public,
    },
    Voice {
        speaker: 9,
        locale: Ru,
        headline: "Занятие на скамейке",
        body: "Свою первую встречу я провела на скамейке возле магазина: зала у нас нет. Пришли пять женщин, потом подошла продавщица. Говорили про трудовой договор. Через неделю продавщица показала мне свой, настоящий, с подписью.",
        attribution: Attribution::FirstName,
        pseudonym: "",
        versions: &[
            (
                Ru,
                "Занятие на скамейке",
                "Говорили про трудовой договор. Через неделю продавщица показала мне свой, настоящий, с подписью.",
                "Первую встречу я провела на скамейке возле магазина: зала у нас нет. Пришли пять женщин, потом подошла продавщица.",
                "",
            ),
            (
                Ky,
                "Отургучтагы сабак",
                "Эмгек келишими тууралуу сүйлөштүк. Бир жумадан кийин сатуучу мага өзүнүкүн көрсөттү: чыныгы, колу коюлган.",
                "Бизде зал жок, ошондуктан биринчи жолугушууну дүкөндүн жанындагы отургучта өткөрдүм. Беш аял келди, анан сатуучу да кошулду.",
                "",
            ),
        ],
        fate: Fate::Public,
    },
    Voice {
        speaker: 10,
        locale: Ky,
        headline: "Суроолор калды",
        body: "Тренинг жакты, бирок эки күн аздык кылды. Жер үлүшү тууралуу суроолорго жооп берүүгө убакыт жетпей калды. Кийинкисинде ушул темага өзүнчө сабак болсо жакшы болмок.",
        attribution: Attribution::FirstName,
        pseudonym: "",
        versions: &[],
        fate: Fate::New,
    },
    Voice {
        speaker: 14,
        locale: Ru,
        headline: "Мой первый план занятия",
        body: "Я учу детей тридцать лет и думала, что знаю, как вести урок. Оказалось, взрослых надо спрашивать, а не учить. План занятия я переписала четыре раза, и последний вариант уместился на половине страницы.",
        attribution: Attribution::Initials,
        pseudonym: "",
        versions: &[(
            Ru,
            "Мой первый план занятия",
            "Оказалось, взрослых надо спрашивать, а не учить.",
            "Я думала, что знаю, как вести урок. План занятия я переписала четыре раза, и последний вариант уместился на половине страницы.",
            "",
        )],
        fate: Fate::Prepared,
    },
    Voice {
        speaker: 12,
        locale: Uz,
        headline: "Qoʻshnim haqida",
        body: "Trening yaxshi oʻtdi. Lekin men qoʻshnim haqida yozmoqchiman: u eri bilan urishib, uyidan ketib qoldi, endi onasinikida yashayapti. Buni hamma bilsin.",
        attribution: Attribution::Anonymous,
        pseudonym: "",
        versions: &[],
        fate: Fate::Declined,
    },
    Voice {
        speaker: 1,
        locale: Ky,
        headline: "Жол узак болсо да",
        body: "Айылдан Баткенге төрт саат жүрөбүз. Жол акысы төлөнгөнү үчүн гана келе алдым. Кайтып келип, эки айылга сабак өттүм.",
        attribution: Attribution::FirstName,
        pseudonym: "",
        versions: &[(
            Ky,
            "Жол узак болсо да",
            "Жол акысы төлөнгөнү үчүн гана келе алдым. Кайтып келип, эки айылга сабак өттүм.",
            "",
            "",
        )],
        fate: Fate::Withdrawn,
    },
];
