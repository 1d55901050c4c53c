//! Names as they are common in the region, each in the two alphabets that people type them in.

/// Cyrillic, Latin.
pub type Name = [&'static str; 2];

/// Given names of women, of men; family names of women, of men.
pub struct Names {
    pub given: [&'static [Name]; 2],
    pub family: [&'static [Name]; 2],
}

pub const KYRGYZ: Names = Names {
    given: [
        &[
            ["Айгерим", "Aigerim"],
            ["Айжамал", "Aijamal"],
            ["Айсулуу", "Aisuluu"],
            ["Алтынай", "Altynai"],
            ["Анара", "Anara"],
            ["Бегимай", "Begimai"],
            ["Бурулай", "Burulai"],
            ["Гүлайым", "Gulaiym"],
            ["Гүлбарчын", "Gulbarchyn"],
            ["Жаңыл", "Zhangyl"],
            ["Жибек", "Zhibek"],
            ["Зарина", "Zarina"],
            ["Калича", "Kalicha"],
            ["Күлүйпа", "Kuluipa"],
            ["Миргүл", "Mirgul"],
            ["Назира", "Nazira"],
            ["Нуриза", "Nuriza"],
            ["Перизат", "Perizat"],
            ["Роза", "Roza"],
            ["Сүйүмкан", "Suiumkan"],
            ["Таалайгүл", "Taalaigul"],
            ["Ырысбүбү", "Yrysbubu"],
            ["Чынара", "Chynara"],
            ["Элиза", "Eliza"],
        ],
        &[
            ["Алмаз", "Almaz"],
            ["Байэл", "Baiel"],
            ["Данияр", "Daniyar"],
            ["Жоомарт", "Zhoomart"],
            ["Искендер", "Iskender"],
            ["Күмүшбек", "Kumushbek"],
            ["Марат", "Marat"],
            ["Мирлан", "Mirlan"],
            ["Санжар", "Sanzhar"],
            ["Таалай", "Taalai"],
            ["Чыңгыз", "Chyngyz"],
            ["Эламан", "Elaman"],
        ],
    ],
    family: [
        &[
            ["Абдылдаева", "Abdyldaeva"],
            ["Акматова", "Akmatova"],
            ["Алыбаева", "Alybaeva"],
            ["Бакирова", "Bakirova"],
            ["Бекболотова", "Bekbolotova"],
            ["Доолотова", "Doolotova"],
            ["Жолдошова", "Zholdoshova"],
            ["Имаралиева", "Imaralieva"],
            ["Касымова", "Kasymova"],
            ["Көчкөнова", "Kochkonova"],
            ["Мамбетова", "Mambetova"],
            ["Насирова", "Nasirova"],
            ["Осмонова", "Osmonova"],
            ["Рыскулова", "Ryskulova"],
            ["Самат кызы", "Samat kyzy"],
            ["Сооронбаева", "Sooronbaeva"],
            ["Талант кызы", "Talant kyzy"],
            ["Үсөнова", "Usonova"],
            ["Шаршенова", "Sharshenova"],
        ],
        &[
            ["Абдылдаев", "Abdyldaev"],
            ["Акматов", "Akmatov"],
            ["Бакиров", "Bakirov"],
            ["Бекболотов", "Bekbolotov"],
            ["Жолдошов", "Zholdoshov"],
            ["Касымов", "Kasymov"],
            ["Көчкөнов", "Kochkonov"],
            ["Мамбетов", "Mambetov"],
            ["Осмонов", "Osmonov"],
            ["Рыскулов", "Ryskulov"],
            ["Самат уулу", "Samat uulu"],
            ["Үсөнов", "Usonov"],
            ["Шаршенов", "Sharshenov"],
        ],
    ],
};

pub const UZBEK: Names = Names {
    given: [
        &[
            ["Барно", "Barno"],
            ["Гулчеҳра", "Gulchehra"],
            ["Зебо", "Zebo"],
            ["Камола", "Kamola"],
            ["Лобар", "Lobar"],
            ["Мадина", "Madina"],
            ["Наргиза", "Nargiza"],
            ["Ойдин", "Oydin"],
            ["Сабоҳат", "Sabohat"],
            ["Умида", "Umida"],
            ["Ўғилхон", "Oʻgʻilxon"],
            ["Хуршида", "Xurshida"],
        ],
        &[
            ["Анвар", "Anvar"],
            ["Жаҳонгир", "Jahongir"],
            ["Илҳом", "Ilhom"],
            ["Равшан", "Ravshan"],
            ["Улуғбек", "Ulugʻbek"],
            ["Ҳасан", "Hasan"],
        ],
    ],
    family: [
        &[
            ["Абдуллаева", "Abdullayeva"],
            ["Ботирова", "Botirova"],
            ["Исмоилова", "Ismoilova"],
            ["Маҳмудова", "Mahmudova"],
            ["Назарова", "Nazarova"],
            ["Орипова", "Oripova"],
            ["Тўраева", "Toʻrayeva"],
            ["Умарова", "Umarova"],
            ["Ҳакимова", "Hakimova"],
            ["Ғафурова", "Gʻafurova"],
        ],
        &[
            ["Абдуллаев", "Abdullayev"],
            ["Ботиров", "Botirov"],
            ["Исмоилов", "Ismoilov"],
            ["Назаров", "Nazarov"],
            ["Тўраев", "Toʻrayev"],
            ["Ҳакимов", "Hakimov"],
        ],
    ],
};

pub const RUSSIAN: Names = Names {
    given: [
        &[
            ["Анна", "Anna"],
            ["Галина", "Galina"],
            ["Дарья", "Daria"],
            ["Елена", "Elena"],
            ["Ксения", "Ksenia"],
            ["Марина", "Marina"],
            ["Надежда", "Nadezhda"],
            ["Юлия", "Yulia"],
        ],
        &[["Антон", "Anton"], ["Виктор", "Viktor"], ["Игорь", "Igor"], ["Максим", "Maksim"], ["Фёдор", "Fedor"]],
    ],
    family: [
        &[
            ["Берёзкина", "Berezkina"],
            ["Гордеева", "Gordeeva"],
            ["Ермолова", "Ermolova"],
            ["Колесова", "Kolesova"],
            ["Мельник", "Melnik"],
            ["Родионова", "Rodionova"],
            ["Шубина", "Shubina"],
        ],
        &[["Гордеев", "Gordeev"], ["Колесов", "Kolesov"], ["Мельник", "Melnik"], ["Родионов", "Rodionov"]],
    ],
};

pub const DUNGAN: Names = Names {
    given: [
        &[["Айша", "Aisha"], ["Марьям", "Mariam"], ["Сафия", "Safia"], ["Хадича", "Hadicha"], ["Эмине", "Emine"]],
        &[["Баха", "Baha"], ["Дауд", "Daud"], ["Мансур", "Mansur"]],
    ],
    family: [
        &[["Бижанова", "Bizhanova"], ["Ванахун", "Vanahun"], ["Дунларова", "Dunlarova"], ["Маджун", "Madzhun"]],
        &[["Бижанов", "Bizhanov"], ["Ванахун", "Vanahun"], ["Маджун", "Madzhun"]],
    ],
};

pub const TAJIK: Names = Names {
    given: [
        &[
            ["Гулрухсор", "Gulrukhsor"],
            ["Мавзуна", "Mavzuna"],
            ["Нигина", "Nigina"],
            ["Парвина", "Parvina"],
            ["Шаҳло", "Shahlo"],
        ],
        &[["Бахтиёр", "Bakhtiyor"], ["Манучеҳр", "Manuchehr"], ["Фирдавс", "Firdavs"]],
    ],
    family: [
        &[["Азизова", "Azizova"], ["Раҷабова", "Rajabova"], ["Сафарова", "Safarova"], ["Холова", "Kholova"]],
        &[["Азизов", "Azizov"], ["Раҷабов", "Rajabov"], ["Сафаров", "Safarov"]],
    ],
};
