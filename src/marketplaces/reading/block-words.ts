import type { BlockKind } from '../../model/outcome.ts'

/**
 * What block pages say, language by language, in the form that `plainWords` gives: small letters, straight apostrophes. English,
 * German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Turkish, Vietnamese, Indonesian, Thai, Arabic, Japanese,
 * Chinese in both scripts, Korean. Most are as described, or translated from such; those seen on saved pages are in `block-titles.ts` too.
 */
const words: readonly [BlockKind, readonly string[]][] = [
  [
    'press-and-hold',
    [
      'press (?:&|and) hold|hold (?:down )?the button',
      'halten sie .{0,40}gedrückt|gedrückt halten',
      'mainten(?:ez|ir) .{0,40}(?:enfoncé|appuyé)|appuyez (?:longuement|et maintenez)',
      'mant(?:é|e)n(?:ga)? .{0,30}(?:pulsado|presionado)|pressione e segure|mantenha pressionado|tieni premuto',
      'houd .{0,40}ingedrukt|przytrzymaj|нажмите и удерживайте|basılı tut|nhấn và giữ|tekan dan tahan',
      '長押し|长按|按住(?:按钮|按鈕|不放)|길게 누르',
    ],
  ],
  [
    'slider',
    [
      '(?:drag|slide|move) (?:the|this) (?:slider|puzzle|piece|arrow|button)|slide to (?:verify|complete|unlock|continue)',
      'schieberegler|schieben sie|schiebe den|faites glisser|glissez|desliza|deslice|arrastr[ae] |deslize|arraste|trascina',
      'schuif |versleep|przesuń|przeciągnij|перетащите|сдвиньте|передвиньте|sürükley|kaydırın|kéo (?:thanh|mảnh)|geser |เลื่อน(?:แถบ|ชิ้น)',
      'اسحب|スライド(?:して|バー)|スライダー|滑块|滑塊|拖动|拖動|向右滑|슬라이더|슬라이드|밀어서|퍼즐을',
    ],
  ],
  [
    'click-through',
    [
      'click the button below to continue shopping|clique no botão abaixo para continuar comprando',
      'klicke .{0,40}schaltfläche.{0,60}(?:einkauf|fortzufahren)|cliquez sur le bouton .{0,60}(?:achats|continuer)',
      'haz clic en el botón .{0,60}(?:compra|continuar)|fai clic sul pulsante .{0,60}(?:acquist|continuare)|klik op de knop .{0,60}winkelen|kliknij przycisk .{0,60}zakup',
      'ボタンをクリックして(?:、)?ショッピング|点击.{0,6}按钮.{0,4}继续购物|點擊.{0,6}按鈕.{0,4}繼續購物',
    ],
  ],
  [
    'captcha',
    [
      '(?:enter|type) the (?:characters|letters|text|code|words) .{0,30}(?:see|shown|below|image|picture)|captcha',
      String.raw`(?:not|isn't|aren't) (?:a |an )?(?:robot|bot|automated)|(?:are|is|be) (?:a )?(?:real )?(?:human|person)\b.{0,40}(?:\?|not a|continue|bot)`,
      String.raw`(?:verify|confirm|prove|check|sure|know|that) (?:that )?(?:you're|you are|you really are|it's|it is) (?:really )?(?:a )?(?:real |actual )?(?:human|person|you\b|not)`,
      String.raw`(?:you're|you are|might be|may be|looks? like|think you're|that you are) (?:a|an|like a) (?:ro)?bot\b|human (?:verification|check|challenge)|(?:security|safety) (?:check|verification|challenge|measure)\b`,
      '(?:unusual|suspicious|automated|abnormal|non-human|robotic) (?:traffic|activity|behaviou?r|requests?|queries|access|browsing)|(?:solve|complete|finish) (?:the|this|a) (?:security |quick |short )?(?:puzzle|challenge|check|captcha|verification)',
      'kein(?:en)? (?:ro)?bot|sicherheits(?:überprüfung|abfrage|prüfung|kontrolle)|ungewöhnliche.{0,20}(?:aktivität|zugriff|datenverkehr|anfrage)|zeichen ein|(?:ein|dass sie) mensch|menschlichkeit',
      '(?:pas|ni) un (?:robot|bot)|(?:vérification|contrôle) de sécurité|(?:trafic|activité) (?:inhabituel|suspect)|caractères (?:que vous|affichés|ci-dessous|visibles)|bien (?:un |une )?(?:humain|être humain)',
      'no (?:eres|soy|es|sos) un (?:robot|bot)|(?:verificación|comprobación|control) de seguridad|(?:tráfico|actividad) (?:inusual|sospechos)|los caracteres|(?:eres|es|sos) (?:un )?humano|una persona real',
      'não (?:é|sou|és|seja) um (?:robô|robot|bot)|verificação de segurança|(?:tráfego|atividade) (?:incomum|suspeit)|os caracteres|(?:é|você é) (?:um )?humano|(?:uma )?pessoa real',
      'non (?:sei|sono|sia) un (?:robot|bot)|(?:verifica|controllo) di sicurezza|(?:traffico|attività) (?:insolit|sospett|anomal)|i caratteri (?:che|mostrati|visualizzati)|(?:un )?essere umano',
      'geen (?:ro)?bot|(?:beveiligings|veiligheids)(?:controle|check)|ongebruikelijk(?:e)? (?:verkeer|activiteit)|(?:een )?mens bent',
      'nie (?:jesteś|jestem) (?:ro)?botem|weryfikacj[aę] bezpieczeństwa|(?:nietypow|podejrzan).{0,10}(?:ruch|aktywność)|człowiekiem',
      'не (?:являетесь )?(?:ро)?бот|подозрительн.{0,6} (?:активность|трафик|запрос)|(?:проверка|проверку) безопасности|введите (?:символы|код|текст) с|автоматическ.{0,6} запрос|что вы (?:человек|не робот)|вы человек',
      'robot (?:olmad|değil)|güvenlik (?:kontrol|doğrula)|olağan ?dışı (?:trafik|etkinlik)|insan olduğunuzu',
      'không phải (?:là )?(?:ro-?bot|người máy)|(?:xác minh|kiểm tra) (?:bảo mật|an ninh|bạn là)|bukan (?:robot|bot)|(?:verifikasi|pemeriksaan) (?:keamanan|bahwa anda)|aktivitas (?:mencurigakan|tidak biasa)',
      'ไม่ใช่(?:หุ่นยนต์|โรบอท|บอท)|ตรวจสอบความปลอดภัย|ยืนยันว่าคุณเป็นมนุษย์|لست (?:روبوت|برنامج)|التحقق (?:الأمني|من أنك)|حركة (?:مرور )?غير (?:عادية|معتادة)',
      'ロボット(?:では|で)(?:は)?(?:ない|ありません)|人間(?:である|ですか|か)|画像認証|セキュリティ(?:チェック|確認|認証)|表示されている文字|(?:通常と異なる|不審な|異常な)(?:トラフィック|アクセス|操作)',
      '验证码|驗證碼|安全验证|安全驗證|人机(?:验证|识别)|真人验证|不是机器人|不是機器人|(?:流量|访问|訪問|操作|行为|网络)异常|異常流量|异常(?:流量|访问|操作)|完成.{0,8}(?:验证|驗證)',
      '로봇이 아닙니다|로봇이 아님|보안 ?(?:확인|문자|인증|절차)|자동 ?입력|비정상적인 (?:접근|접속|트래픽|활동)|사람인지 확인',
    ],
  ],
  [
    'js-challenge',
    [
      "(?:checking|verifying) (?:that )?(?:your|the|if the) (?:browser|connection|site|device)|pardon our interruption|^just a moment|making sure you're",
      String.raw`(?:enable|turn on|requires?|allow) (?:js|javascript)\b(?:.{0,40}(?:cookies|ad ?blocker|continue|proceed|access|view the page|to work|support id))|javascript is (?:disabled|required).{0,60}(?:continue|cookies|proceed)`,
      'please wait while (?:we|your request)|your request is being (?:verified|checked|processed)|browser.{0,30}(?:wird|werden) (?:über|ge)prüft|prüfen (?:wir )?.{0,20}browser',
      '(?:vérification|vérifions) .{0,20}navigateur|activez? javascript.{0,30}cookies|(?:comprobando|verificando) .{0,12}(?:navegador|conexión|conexão)|habilit(?:a|ar|e) javascript.{0,40}(?:cookies|continuar)',
      '(?:verifica|controllo) (?:del|in corso).{0,20}browser|browser wordt gecontroleerd|sprawdza(?:my|nie) .{0,12}przeglądark|(?:проверка|проверяем) .{0,12}(?:браузер|соединени)|tarayıcı.{0,12}(?:kontrol|doğrulan)',
      'ブラウザ(?:ー)?(?:を|の)(?:確認|チェック|検証)|正在(?:检查|检测|验证|驗證|檢查).{0,6}(?:浏览器|瀏覽器|网络|环境|连接)|브라우저(?:를|의|가)? ?(?:확인|검사|검증)|javascript.{0,12}(?:cookie|クッキー).{0,12}(?:有効|启用|啟用|허용)',
      'kiểm tra trình duyệt|memeriksa (?:browser|peramban)|ตรวจสอบเบราว์เซอร์|التحقق من (?:المتصفح|متصفحك)',
    ],
  ],
  [
    'rate-limited',
    [
      'too many (?:requests|attempts|searches)|rate limit|zu viele (?:anfragen|zugriffe)|trop de (?:requêtes|demandes)|demasiad[ao]s (?:solicitudes|peticiones|consultas|intentos)',
      'muit[ao]s (?:solicitações|requisições|tentativas|pedidos)|troppe richieste|te veel (?:verzoeken|aanvragen)|zbyt (?:wiele|dużo) (?:żądań|zapytań)|слишком много (?:запросов|попыток)|çok fazla istek',
      'quá nhiều (?:yêu cầu|lượt)|terlalu banyak permintaan|คำขอมากเกินไป|طلبات (?:كثيرة|أكثر)|リクエスト(?:が|の).{0,8}(?:多|超)|アクセス(?:回数|頻度|が短時間)',
      '(?:请求|访问|操作|點擊|请求次数|請求|訪問)(?:过于|太|過於|次数过)(?:频繁|頻繁|多)|요청(?:이|을) (?:너무|과도)',
    ],
  ],
  [
    'login-wall',
    [
      String.raw`you(?:'re| are) (?:not|n't) (?:yet )?(?:logged|signed) in|(?:log|sign) ?in (?:first )?to (?:continue|view|see|access|proceed|search|shop)|(?:need|have|must|required|please) (?:to )?(?:be )?(?:log|sign|logged|signed)[ -]?in\b|login (?:is )?required|members only`,
      '(?:melde dich|melden sie sich|loggen sie sich|logge dich) (?:bitte )?(?:an|ein)|bitte (?:anmelden|einloggen)|anmeldung erforderlich|nicht angemeldet',
      "(?:connectez-vous|identifiez-vous) pour|vous (?:devez|n'êtes pas) .{0,12}connect|connexion requise",
      'inici[ae] sesión (?:para|en tu)|(?:debes|tienes que|necesitas|deberás) (?:iniciar sesión|ingresar)|no has iniciado sesión|ingresa a tu cuenta',
      'não está logado|(?:faça|efetue|é necessário|precisa fazer) (?:o )?login|(?:entre|acesse) (?:na|a|à) sua conta|inicie sessão para',
      "(?:accedi|effettua (?:l'accesso|il login)) (?:per|al tuo)|devi (?:accedere|effettuare)|log (?:eerst )?in om|je bent niet ingelogd|zaloguj się,? (?:aby|by|żeby)|nie jesteś zalogowan",
      '(?:войдите|авторизуйтесь|зарегистрируйтесь),? (?:чтобы|для|в)|(?:необходимо|требуется) (?:войти|авториз|вход)|giriş yap(?:ın|manız|malısınız)|oturum aç(?:ın|manız)',
      'đăng nhập để|(?:cần|vui lòng) đăng nhập|chưa đăng nhập|(?:silakan|harap|perlu) (?:log ?in|masuk)|belum (?:log ?in|masuk)|(?:กรุณา|โปรด|ต้อง)(?:เข้าสู่ระบบ|ล็อกอิน)|تسجيل الدخول (?:للمتابعة|مطلوب|أولا)|ยังไม่ได้(?:เข้าสู่ระบบ|ล็อกอิน)',
      'ログイン(?:して(?:ください|続|から)|が必要|されていません)|请(?:先|您)?(?:登录|登陆|登錄)|(?:登录|登陆)后(?:查看|继续|才|可)|請(?:先)?登入|登入後|您?(?:还|尚)?未登[录入]|로그인(?:이 필요|해 ?주|하세요|하셔야|후 (?:이용|확인)|되어 있지)',
    ],
  ],
  [
    'forbidden',
    [
      "access (?:to (?:this|the) .{0,30})?(?:has been |is |was )?(?:denied|blocked|restricted|forbidden)|(?:don't|do not) have permission|permission to access|(?:request|url|connection|session)s? (?:was|has been|is|were) (?:rejected|blocked|denied|refused)|request (?:blocked|rejected|unsuccessful)",
      "you(?:'ve| have) been (?:blocked|banned|denied)|(?:blocked|banned|flagged|denied) (?:by|from|due|because|for)|your (?:ip|address|network|device|account).{0,20}(?:blocked|banned|flagged|blacklisted|suspended)",
      '(?:zugriff|zugang|anfrage) .{0,25}(?:verweigert|gesperrt|blockiert|abgelehnt)|(?:accès|requête|demande) .{0,25}(?:refusé|interdit|bloqué|rejeté)|(?:acceso|solicitud|petición) .{0,25}(?:denegad|restringid|bloquead|rechazad|prohibid)',
      '(?:acesso|solicitação|requisição) .{0,25}(?:negad|bloquead|restrit|recusad|rejeitad|proibid)|(?:accesso|richiesta) .{0,25}(?:negat|bloccat|rifiutat|vietat)|toegang .{0,20}(?:geweigerd|geblokkeerd|ontzegd)|(?:dostęp|żądanie) .{0,20}(?:zabroniony|zablokowan|odmowa|odrzucon)|odmowa dostępu',
      '(?:доступ|запрос) .{0,25}(?:запрещ|ограничен|заблокирован|закрыт|отклон)|erişim.{0,16}(?:engellen|reddedil|yasak)|(?:truy cập|yêu cầu) .{0,16}(?:từ chối|bị chặn)|akses .{0,12}(?:ditolak|diblokir)|การเข้าถึงถูก|تم (?:رفض|حظر)|الوصول (?:مرفوض|محظور)',
      'アクセス(?:が|は|を)?.{0,8}(?:拒否|制限|禁止|ブロック|できません)|(?:访问|請求|请求|訪問|存取).{0,6}(?:被拒绝|被拒|受限|被禁止|被拦截|被阻止|被攔截|已被)|拒绝访问|拒絕(?:存取|訪問)|没有(?:访问)?权限|접근(?:이|을|은)?.{0,6}(?:거부|차단|제한|금지)|접속.{0,6}(?:차단|제한)',
    ],
  ],
  [
    'service-unavailable',
    [
      "(?:service|site|website|server|shop) (?:is |are )?(?:temporarily |currently )?(?:unavailable|down|busy|overloaded)|(?:under|down for|scheduled|undergoing) maintenance|(?:we'll|we will) be (?:right )?back|(?:servers? (?:is|are) (?:too )?busy)|you(?:'re| are) (?:now )?in (?:the )?(?:line|queue)|waiting room",
      'wartungsarbeiten|vorübergehend nicht (?:verfügbar|erreichbar)|temporairement indisponible|en (?:cours de )?maintenance|temporalmente (?:no disponible|fuera)|en mantenimiento|temporariamente (?:indisponível|fora)|em manutenção',
      'temporaneamente non disponibile|in manutenzione|tijdelijk niet (?:beschikbaar|bereikbaar)|временно недоступ|технические работы|geçici olarak|bakım çalışma|đang bảo trì|sedang (?:dalam )?pemeliharaan|ปิดปรับปรุง',
      'メンテナンス中|(?:混み合って|混雑して|集中して)(?:い|お)|ただいま(?:ご利用|アクセス)|系统(?:繁忙|维护)|服务器?(?:繁忙|不可用|异常)|系統(?:忙碌|維護)|(?:시스템|서버|서비스) ?(?:점검|장애)|일시적(?:으로|인).{0,12}(?:사용|이용|오류)',
    ],
  ],
]

const compiled = words.map(([by, alternatives]) => ({ by, said: new RegExp(alternatives.join('|'), 'iu') }))

/** What a text says in the words of a block page, with the piece that says it; `null` for any other text. @param text as `plainWords` gives it */
export function blockSaid(text: string): { by: BlockKind; said: string } | null {
  for (const { by, said } of compiled) {
    const found = said.exec(text)
    if (found) return { by, said: found[0] }
  }
  return null
}

/** Letters small, apostrophes straight, quotation marks plain, spaces one: what makes no difference to a reader makes none here. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[’‘ʼ`´′]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[\s\u00a0]+/gu, ' ')
    .toLowerCase()
    .trim()

/** A price, as goods have one and block pages have none. */
const price =
  /(?<![\d.,])\d{1,5}[.,]\d{2}(?![\d.,])|(?:\p{Sc}|\b(?:usd|eur|gbp|chf|cad|aud|krw|twd|rs|rp|rm|php|kr|zł)\b\.?)\s?\d|\d\s?(?:\p{Sc}|円|元|원|zł|kr\b|руб|usd|eur|₫|đ|تومان|ر\.س)/iu

/** Whether a text offers goods. @param text as `plainWords` gives it */
export const showsPrice = (text: string): boolean => price.test(text)
