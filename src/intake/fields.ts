/** What a table can say of a listing, and the names its columns have in the exports of shops, tools and people. */
const names = {
  marketplace:
    'marketplace platform site source marktplatz plattform plateforme plataforma piattaforma площадка 平台 プラットフォーム',
  id: 'id listingid itemid itemnumber productid asin offerid adid artikelnummer angebotsnummer anzeigennummer artikelid idarticle idannonce idproducto idanuncio idprodotto idproduto numeroarticolo numeroaukcji артикул номертовара 商品id 商品编号 商品编码 商品番号 商品コード 宝贝id',
  url: 'url link listingurl itemurl producturl productlink weblink href address webaddress adresse lien enlace collegamento adres ссылка адрес 链接 商品链接 网址 リンク 商品url',
  title:
    'title listing listingtitle itemtitle producttitle productname name titel bezeichnung artikelbezeichnung produktname titre nom nomduproduit titulo título nombre nombredelproducto nomedoproduto titolo nomeprodotto titolodelprodotto tytuł tytul nazwa başlık urunadi ürünadı название наименование заголовок 标题 商品标题 商品名称 品名 タイトル 商品名 제목 상품명',
  price:
    'price listprice itemprice saleprice unitprice preis verkaufspreis stückpreis prix prixdevente precio preço preco prezzo prijs cena fiyat цена стоимость 价格 售价 单价 価格 値段 販売価格 가격',
  currency:
    'currency currencycode währung waehrung devise moneda moeda valuta waluta parabirimi валюта 币种 货币 通貨 통화',
  seller:
    'seller sellername vendor shop shopname store storename merchant verkäufer verkaeufer händler haendler anbieter vendeur boutique marchand vendedor tienda vendedora loja venditore negozio verkoper winkel sprzedawca sprzedający satıcı magaza mağaza продавец магазин 卖家 店铺 店铺名称 商家 出品者 店舗 ショップ 판매자',
  'seller-id':
    'sellerid vendorid shopid storeid merchantid verkäuferid händlerid vendeurid idvendeur idvendedor idvenditore продавецid 卖家id 店铺id 店舗id',
  'seller-url': 'sellerurl sellerlink shopurl storeurl shoplink verkäuferurl 店铺链接 店舗url',
  'seller-country':
    'sellercountry vendorcountry shopcountry country verkäuferland land pays paísdelvendedor pais país paese kraj ülke страна 国家 国',
  image:
    'image images imageurl picture pictures photo photos imagelink mainimage bild bilder bildurl foto fotos photourl imagen imágenes imagem imagens immagine immagini afbeelding zdjęcie zdjęcia görsel resim изображение фото картинка 图片 主图 图片链接 画像 画像url 이미지',
  location:
    'location itemlocation place city standort ort lieu ville localisation ubicación ubicacion localização localizacao località luogo locatie lokalizacja konum местоположение город 所在地 发货地 地区 地域',
  'ships-from':
    'shipsfrom shippingfrom shipfrom origin versandaus versandort expédiédepuis expediedepuis enviadesde enviodesde spedisceda отправкаиз 发货国 発送元',
  condition:
    'condition itemcondition zustand état etat estado condición condizione condizioni staat stan durum состояние 成色 新旧 状態 상태',
  description:
    'description itemdescription details beschreibung artikelbeschreibung descripción descripcion descrição descricao descrizione omschrijving opis açıklama описание 描述 商品描述 商品説明 説明 설명',
  category:
    'category categoryname productcategory kategorie catégorie categorie categoría categoria kategoria kategori категория 类目 分类 类别 カテゴリ カテゴリー 카테고리',
  availability:
    'availability stockstatus verfügbarkeit disponibilité disponibilidad disponibilidade disponibilità наличие 库存状态 在庫',
  sold: 'sold quantitysold soldcount sales orders verkauft vendus ventes vendidos ventas vendas venduti sprzedano satılan продано 销量 已售 販売数',
  rating:
    'rating stars averagerating itemrating bewertung sterne note puntuación calificación avaliação valutazione ocena puan рейтинг 评分 評価',
  ratings:
    'ratings ratingcount reviews reviewcount numberofreviews bewertungen avis nombredavis reseñas opiniones avaliações recensioni opinie yorumlar отзывы 评论数 评价数 レビュー数',
} as const

export type Field = keyof typeof names
/** In the order that messages list them. */
export const fields = Object.keys(names) as readonly Field[] // the keys of a constant object are those of its type
export const isField = (name: string): name is Field => Object.hasOwn(names, name)

/** A column's name as it is compared: NFKC, lower case, letters and digits only; a unit in brackets at its end is dropped. */
export const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .trimEnd()
    .replace(/[([][^()[\]]{0,40}[)\]]$/u, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '')

const byName = new Map<string, Field>(
  fields.flatMap((field) => [field, ...names[field].split(' ')].map((name): [string, Field] => [folded(name), field])),
)

/** The field that a column of that name holds; `null` for a name that nobody here uses. */
export const fieldNamed = (column: string): Field | null => byName.get(folded(column)) ?? null

/** Names that a column of the field can have. */
export const namesOf = (field: Field): readonly string[] => [field, ...names[field].split(' ')]
