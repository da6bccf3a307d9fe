import { allowAuthorisedSeller } from './allow-authorised-seller.ts'
import { allowBundle } from './allow-bundle.ts'
import { allowCheapGenuine } from './allow-cheap-genuine.ts'
import { allowCommonWord } from './allow-common-word.ts'
import { allowCompatibleFor } from './allow-compatible-for.ts'
import { allowCustomService } from './allow-custom-service.ts'
import { allowGreyMarket } from './allow-grey-market.ts'
import { allowInstalmentPrice } from './allow-instalment-price.ts'
import { allowLegitReplica } from './allow-legit-replica.ts'
import { allowLookalikeUnbranded } from './allow-lookalike-unbranded.ts'
import { allowLotPrice } from './allow-lot-price.ts'
import { allowMediaAbout } from './allow-media-about.ts'
import { allowMinorCurrency } from './allow-minor-currency.ts'
import { allowNegatedWording } from './allow-negated-wording.ts'
import { allowOtherBrand } from './allow-other-brand.ts'
import { allowPlatformAuthenticated } from './allow-platform-authenticated.ts'
import { allowSalePrice } from './allow-sale-price.ts'
import { allowSampleSize } from './allow-sample-size.ts'
import { allowSecondHand } from './allow-second-hand.ts'
import { allowSparePart } from './allow-spare-part.ts'
import { brandExact } from './brand-exact.ts'
import { brandImageOnly } from './brand-image-only.ts'
import { brandModel } from './brand-model.ts'
import { brandModelOnly } from './brand-model-only.ts'
import { brandNickname } from './brand-nickname.ts'
import { brandObfuscated } from './brand-obfuscated.ts'
import { brandSpam } from './brand-spam.ts'
import { brandTransliterated } from './brand-transliterated.ts'
import { categoryMismatch } from './category-mismatch.ts'
import { circumstanceBelowUsed } from './circumstance-below-used.ts'
import { circumstanceCheapNew } from './circumstance-cheap-new.ts'
import { copyCrossMarket } from './copy-cross-market.ts'
import { imageKnownFake } from './image-known-fake.ts'
import { imageLogoHidden } from './image-logo-hidden.ts'
import { imageOfficialCopy } from './image-official-copy.ts'
import { imageShared } from './image-shared.ts'
import { originMismatch } from './origin-mismatch.ts'
import { originSourceMarket } from './origin-source-market.ts'
import { packagingComponents } from './packaging-components.ts'
import { priceExtreme } from './price-extreme.ts'
import { priceLow } from './price-low.ts'
import { quantityBulk } from './quantity-bulk.ts'
import { sellerLookalike } from './seller-lookalike.ts'
import { sellerNew } from './seller-new.ts'
import { sellerRepeatOffender } from './seller-repeat-offender.ts'
import { sellerReplicaShop } from './seller-replica-shop.ts'
import { sellerShopPattern } from './seller-shop-pattern.ts'
import { sellerUnauthorised } from './seller-unauthorised.ts'
import type { Signal } from './signal.ts'
import { supplyAlbumTitle } from './supply-album-title.ts'
import { supplyCatalogue } from './supply-catalogue.ts'
import { supplyFactoryText } from './supply-factory-text.ts'
import { supplyTradeTitle } from './supply-trade-title.ts'
import { wordingAuthenticityOdd } from './wording-authenticity-odd.ts'
import { wordingBatch } from './wording-batch.ts'
import { wordingEvasion } from './wording-evasion.ts'
import { wordingGrade } from './wording-grade.ts'
import { wordingHiddenLink } from './wording-hidden-link.ts'
import { wordingReplica } from './wording-replica.ts'

/** Every signal there is. A new one is a file of its own and a line here; its weight is a line in the weight file. */
export const signals: readonly Signal[] = [
  brandExact,
  brandModel,
  brandModelOnly,
  brandTransliterated,
  brandNickname,
  brandImageOnly,
  brandObfuscated,
  brandSpam,
  wordingReplica,
  wordingGrade,
  wordingEvasion,
  wordingHiddenLink,
  wordingBatch,
  wordingAuthenticityOdd,
  packagingComponents,
  supplyFactoryText,
  supplyCatalogue,
  supplyAlbumTitle,
  supplyTradeTitle,
  priceExtreme,
  priceLow,
  circumstanceCheapNew,
  circumstanceBelowUsed,
  quantityBulk,
  imageOfficialCopy,
  imageLogoHidden,
  imageKnownFake,
  imageShared,
  copyCrossMarket,
  sellerLookalike,
  sellerUnauthorised,
  sellerNew,
  sellerRepeatOffender,
  sellerReplicaShop,
  sellerShopPattern,
  originSourceMarket,
  originMismatch,
  categoryMismatch,
  allowAuthorisedSeller,
  allowSecondHand,
  allowPlatformAuthenticated,
  allowCompatibleFor,
  allowSparePart,
  allowSampleSize,
  allowCustomService,
  allowSalePrice,
  allowInstalmentPrice,
  allowGreyMarket,
  allowBundle,
  allowLotPrice,
  allowMinorCurrency,
  allowCheapGenuine,
  allowNegatedWording,
  allowLegitReplica,
  allowMediaAbout,
  allowCommonWord,
  allowOtherBrand,
  allowLookalikeUnbranded,
]
