import { latinOfLetter, withGroups } from './alphabets.ts'
import { latinOfSyllables } from './syllables.ts'

/**
 * A folded word of Cyrillic, Greek, Arabic, Hebrew, kana, Hangul, Devanagari or Thai in Latin letters, near enough to a
 * Latin name to compare the two by ear (sounds.ts); `null` when it has letters of another script.
 */
export function latinOf(word: string): string | null {
  const syllables = latinOfSyllables(word)
  if (syllables !== null) return syllables
  let latin = ''
  for (const char of withGroups(word)) {
    const sound = latinOfLetter(char)
    if (sound === undefined) return null
    latin += sound
  }
  return latin
}

/** Chinese characters that names of foreign brands are spelled with by sound; a name of other characters has a meaning. */
const spellingCharacters =
  '阿埃艾安奥巴芭班邦宝保贝本比彼宾波伯博布查昌彻楚茨茨达戴丹当道德登邓迪狄蒂丁杜顿多恩尔法凡范梵菲斐费芬丰佛弗福芙盖冈高戈歌格根古圭果哈海汉豪赫华惠霍基吉加佳嘉杰金津京卡凯坎康考柯科克肯寇蔻库夸奎拉莱兰朗劳勒雷里丽利力莉立廉林琳隆卢鲁路露伦罗洛玛马迈曼芒茅梅美门蒙米密明摩莫墨默姆慕穆娜纳奈南尼妮宁纽诺努欧帕派潘庞佩彭皮平珀普奇齐恰乔切琴丘萨塞赛桑瑟森莎沙珊尚绍舍申圣诗施士仕史舒司丝斯思松苏所索塔台泰坦汤唐陶特滕提天廷图托瓦万旺威薇维韦卫魏温文翁沃乌武伍西希锡熙夏香肖谢辛欣星兴修雅亚扬耀耶叶伊依宜易意因英尤雨约泽扎詹珍芝哲兹佐驰耐瑞瓴思玺登翠多芬彪'

export const isSpelledBySound = (han: string): boolean =>
  Array.from(han).every((char) => spellingCharacters.includes(char))
