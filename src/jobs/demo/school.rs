//! What the training says of itself for which many apply.

use super::events::Spec;
use crate::events::model::Kind;
use crate::i18n::Locale;

const DAY: ((u32, u32), (u32, u32)) = ((9, 0), (17, 0));

pub const SPEC: Spec = Spec {
    slug: "kemin-aimaktyk-mektep",
    kind: Kind::Tot,
    region: "chuy",
    main: Locale::Ky,
    languages: &[Locale::Ky, Locale::Ru, Locale::Uz],
    interpreted: &[Locale::En],
    covers: [true, true, true, true],
    safe_mode: false,
    capacity: 60,
    closes: -1,
    // After whatever else is announced.
    sessions: &[
        (
            58,
            DAY.0,
            DAY.1,
            ["Сабак кантип курулат", "Как строится занятие", "Mashgʻulot qanday quriladi", "How a lesson is built"],
        ),
        (59, DAY.0, DAY.1, ["Оор суроолор", "Трудные вопросы", "Qiyin savollar", "Hard questions"]),
        (60, (9, 0), (13, 0), ["Биринчи сабак", "Первое занятие", "Birinchi mashgʻulot", "The first lesson"]),
    ],
    texts: &[
        (
            Locale::Ky,
            [
                "Тренерлердин аймактык мектеби",
                "Бардык облустан жана коңшу өлкөлөрдөн келген жаңы тренерлер үчүн үч күндүк ТОТ.",
                "Үч күндө ар бир катышуучу бир сабакты өзү түзүп, аны топто сынап көрөт. Кийин алты ай бою тажрыйбалуу тренер коштоп турат.\n\nОрун алтымыш, арыз болсо көп. Ким катышарын алдын ала жазылган эреже менен чүчүкулак чечет: ар бир облустан, ар кандай курактан, аялдар да, эркектер да болушу керек. Жооп бардыгына бир күндө жөнөтүлөт.",
                "Өз айылында, мектебинде же тобунда сабак өтүүгө даяр адамдар. Мурунку тажрыйба милдеттүү эмес.",
                "Кемин, «Ак булак» конок үйү, Арча көчөсү 3",
            ],
        ),
        (
            Locale::Ru,
            [
                "Региональная школа тренеров",
                "Трёхдневный ТОТ для новых тренеров из всех областей и соседних стран.",
                "За три дня каждый участник готовит своё занятие и пробует провести его в группе. Потом полгода рядом опытный тренер.\n\nМест шестьдесят, а заявок много. Кто приедет, решают правила, которые записаны заранее, и жребий: из каждой области, разного возраста, и женщины, и мужчины. Ответ всем приходит в один день.",
                "Все, кто готов вести занятия в своём селе, школе или группе. Прежний опыт не обязателен.",
                "Кемин, гостевой дом «Ак булак», улица Арча, 3",
            ],
        ),
        (
            Locale::Uz,
            [
                "Trenerlarning mintaqaviy maktabi",
                "Barcha viloyatlar va qoʻshni mamlakatlardan yangi trenerlar uchun uch kunlik TOT.",
                "Uch kunda har bir ishtirokchi oʻz mashgʻulotini tayyorlaydi va uni guruhda sinab koʻradi. Keyin yarim yil davomida tajribali trener yordam beradi.\n\nOʻrin oltmishta, arizalar esa koʻp. Kim kelishini oldindan yozilgan qoidalar va qurʼa hal qiladi: har bir viloyatdan, turli yoshdagilar, ayollar ham, erkaklar ham. Javob hammaga bir kunda yuboriladi.",
                "Oʻz qishlogʻi, maktabi yoki guruhida mashgʻulot oʻtkazishga tayyor odamlar. Avvalgi tajriba shart emas.",
                "Kemin, «Oq buloq» mehmon uyi, Archa koʻchasi 3",
            ],
        ),
        (
            Locale::En,
            [
                "Regional school of trainers",
                "A three-day TOT for new trainers from every oblast and from neighbouring countries.",
                "In three days each participant builds a lesson of their own and tries it out in the group. For half a year afterwards an experienced trainer is at their side.\n\nThere are sixty places and many applications. Who comes is decided by rules that were written down beforehand, and by lot: from every oblast, of different ages, women and men. Everybody hears on the same day.",
                "Everybody ready to hold lessons in their village, school or group. No earlier experience is needed.",
                "Kemin, guest house “Ak Bulak”, Archa street 3",
            ],
        ),
    ],
};
