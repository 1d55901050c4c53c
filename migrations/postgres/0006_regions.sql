-- The regions that events and people can be in: Kyrgyzstan, and the neighbours from where people come.

INSERT INTO region (code, position, name_ky, name_ru, name_uz, name_en) VALUES
    ('bishkek', 1, 'Бишкек шаары', 'город Бишкек', 'Bishkek shahri', 'Bishkek city'),
    ('osh-city', 2, 'Ош шаары', 'город Ош', 'Oʻsh shahri', 'Osh city'),
    ('batken', 3, 'Баткен облусу', 'Баткенская область', 'Botken viloyati', 'Batken oblast'),
    ('jalal-abad', 4, 'Жалал-Абад облусу', 'Джалал-Абадская область', 'Jalolobod viloyati', 'Jalal-Abad oblast'),
    ('naryn', 5, 'Нарын облусу', 'Нарынская область', 'Norin viloyati', 'Naryn oblast'),
    ('osh', 6, 'Ош облусу', 'Ошская область', 'Oʻsh viloyati', 'Osh oblast'),
    ('talas', 7, 'Талас облусу', 'Таласская область', 'Talas viloyati', 'Talas oblast'),
    ('chuy', 8, 'Чүй облусу', 'Чуйская область', 'Chuy viloyati', 'Chüy oblast'),
    ('ysyk-kol', 9, 'Ысык-Көл облусу', 'Иссык-Кульская область', 'Issiqkoʻl viloyati', 'Issyk-Kul oblast'),
    ('tashkent', 20, 'Ташкент шаары', 'город Ташкент', 'Toshkent shahri', 'Tashkent city'),
    ('andijan', 21, 'Анжиян облусу', 'Андижанская область', 'Andijon viloyati', 'Andijan region'),
    ('fergana', 22, 'Фергана облусу', 'Ферганская область', 'Fargʻona viloyati', 'Fergana region'),
    ('namangan', 23, 'Наманган облусу', 'Наманганская область', 'Namangan viloyati', 'Namangan region'),
    ('sughd', 24, 'Согд облусу', 'Согдийская область', 'Soʻgʻd viloyati', 'Sughd region'),
    ('almaty', 25, 'Алматы шаары', 'город Алматы', 'Olmaota shahri', 'Almaty city');
