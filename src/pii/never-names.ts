/**
 * Terms of trade that stand where names stand and are nobody's: currencies, ways to pay, offices and figures. What a classifier
 * finds that is made of nothing else is left alone ("do you deal with EUR").
 */
export const NEVER_NAMES: ReadonlySet<string> = new Set(
  (
    'aed ars aud bgn brl btc cad chf clp cny czk dkk egp eth eur gbp hkd huf idr ils inr isk jpy kes krw mxn myr ngn ' +
    'nok nzd php pkr pln qar rub sek sgd thb twd uah usd usdt vnd xrp zar euro euros dollar dollars ' +
    'ach aml apr atm bacs bic bnpl chaps cvc cvv direct-debit eft iban imps kyc mfa neft otp paye pin rtgs sepa sms ssn swift ' +
    'swift-code vat wire transfer transfers ' +
    'b2b b2c capex ceo cfo cio ciso coo crm cto dei ebit ebita ebitda eps erp esg evp faq faqs gaap gdp gdpr hr ifrs ipo ' +
    'it kpi kpis nda ndas npl opex ops p&l q&a r&d roe roi rsvp saas sku skus sla slas svp ui ux vp vpn wifi yoy'
  ).split(' '),
);
