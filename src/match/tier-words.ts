/** Words for how good, and for what is so good; in brackets the two together grade a copy. Own knowledge. */
const howGood =
  'premium|top|best|high|higher|highest|mid|middle|medium|low|budget|good|great|perfect|super|vip|luxury|ultra|first|1st|normal|standard|original|og|ori|better|deluxe|excellent|max|hi|pk|ljr|beste|hohe|hochwertige|haute|meilleure|alta|mejor|buena|máxima|maxima|melhor|boa|ottima|migliore|высокое|лучшее|отличное|премиум|топ|люкс|high-end|highend|yüksek|en iyi|üst|高|顶级|最高|最好|超级|普通|中等|低端|高端|经典|精品|cao|tốt|最高級|高級|최고|고급|พรีเมียม|ดี|ممتازة|عالية|بالا|عالی'
const whatOf =
  'quality|grade|tier|batch|version|ver|class|level|q|qualität|qualitaet|qualité|qualite|calidad|qualidade|qualità|qualita|kwaliteit|jakość|jakosc|kvalita|качество|качества|якість|версия|класс|уровень|kalite|kalitesi|sınıf|calitate|ποιότητα|minőség|جودة|كواليتي|کیفیت|איכות|kualitas|chất lượng|bản|คุณภาพ|เกรด|品质|质量|版本|版|批次|等级|级|品質|級|クオリティ|퀄리티|급|등급'

const both = new RegExp(`^(?:(?:${howGood})[\\s-]{0,2}){1,3}(?:${whatOf})s?[.!]?$`, 'iu')
const turned = new RegExp(`^(?:${whatOf})[\\s:-]{0,3}(?:${howGood})[.!]?$`, 'iu')

/** 0..1: how surely a text of a few words, folded, grades a copy when it stands in brackets. */
export const strengthOfTier = (text: string): number => (both.test(text) || turned.test(text) ? 0.7 : 0)
