"""Sentences of calls. (a|b) chooses, [a] may be left out, {slot} is filled and labelled by generate.py.

Slots: per, first, last, full, odd, spell → PERSON; city, country → LOCATION; addr, street → ADDRESS; org →
ORGANIZATION; w, ws, thing, num, date, time, money, id, month, not → nothing.
"""

NAME_QUESTIONS = """
(can|could|may) I (take|have|get) your (full |first |last |)name (please|for me|)?
what is your (name|full name|first name|last name|surname)?
what's (your name|the name on the account|the name on the booking), please?
and (who am I speaking to|who am I speaking with|your name is)?
who is (calling|it|this|speaking) please?
(what|under what) name (is it|is that|is the booking|was that) under?
could you (spell|confirm) (that|your name|your surname|the last name) for me?
and your (last name|surname|first name|middle name)?
may I know your (good name|name)?
please (provide|state|share|tell me) your (full name|first and last name|name).
could I have the name of the (account holder|policy holder|passenger|guest|driver|other party)?
thanks for that, and the name on the (policy|card|reservation)?
"""

NAME_ANSWERS = """
{full}. | {full}. | {full}. | {full} | {first}. | {last}. | {first} {last} | {odd} | {spell} | {per}, {spell}.
(yes|yeah|sure|of course|okay|um|uh|er|hi|hello)[,] {full}.
(yes|yeah|sure|okay|um)[,] it's {full}. | it's {per}. | it is {full}. | that's {full}. | that would be {full}.
(my name is|my name's|name is|I'm|I am|this is|myself|me|they call me|call me|you can call me|I go by|people call me) {per}[,] (and I need some help|thanks|please|here||||).
it's {per}, that's {spell}. | {last}, {spell}. | {spell}, {last}. | {last}, spelled {spell}. | {first}, {last}.
my (first name|surname|last name|family name|middle name|maiden name) is {odd}. | the name is {odd}. | the name's {per}. | name is {odd}.
(the (account|booking|policy|card|reservation) is|it's|it should be|it will be|it would be|try) (under|in) [the name [of]] {per}. | it's under {odd}.
{first} is my first name and {last} is my (last name|surname). | first name {first}[,] (last name|surname) {last}. | {last} is the (surname|last name).
(Mr|Mrs|Ms|Miss|Doctor|Mister|Dr|Dr.|Mr.|Mrs.|Professor) {last}. | (Mr|Mrs|Ms|Doctor) {full}. | (sorry|no)[,] it's {last}, not {last}.
{full} and my (wife|husband|partner) is {full}. | {first} and {last}. | {full}, and the (number|reference|confirmation number|pin) is {id}.
I'm the account holder, {full}. | speaking, this is {first}. | {first} speaking. | {full} here. | it's me, {first}. | {per} and {date}
{first} | {full} | {last} {first} | {first} {last} | {full} thank you | sure {full} | okay my name is {full} | yes my name is {full} | name {full} | i am {full}
"""

CALLER = """
(hi|hello|good morning|good afternoon|hey|hiya)[,] (my name is|this is|I'm|it's|I am) {per}[,] (and I'm calling about my (bill|card|order|policy|account|flight|booking)|I have a problem with my {thing}|calling from {org}|from {org}|I spoke to {first} yesterday).
(hi|hello)[,] (can|could|may) I (speak|talk) (to|with) {per} please? | is {per} (there|available|around|in)? | could you put me through to {per}?
(this is|it's|you're speaking with|you're through to|you're speaking to) {per} (from|at|with|in) (customer service|the billing team|{org}|technical support|accounts), how (can|may) I help [you] [today]?
thank you for calling {org}, (my name is|this is|you're speaking with) {first}, how can I help?
(thanks|thank you|okay thanks|perfect|great|alright|lovely)[,] {first}. | (okay|right|no problem|sure|got it)[,] (Mr|Mrs|Ms|Miss) {last}. | bye {first}. | you too, {first}. | hi {first}. | morning {first}.
I (spoke|was speaking|talked) (to|with) (someone called|a lady called|a guy named|a man called|your colleague) {per} (yesterday|last week|on {date}|this morning) and (he|she|they) (told me|said) (it was fine|I'd get a refund|someone would call back).
(can|could) you (add|remove|put) {per} (to|from|on) (the|my) (account|policy|booking|insurance)? | I'd like to (transfer|send|pay) {money} to {per}. | did my payment to {per} go through?
my (wife|husband|son|daughter|mother|father|brother|sister|partner|boss|friend|neighbour|doctor|manager|landlord|lawyer)['s name is| is called| is|,] {per}[,] [and] (she|he|they) (wants|needs|asked) to (change|cancel|pay|check) (it|the {thing}).
my (wife|husband|son|daughter|mother|father|brother|sister|partner|friend) {first} (was|is) (going|supposed|meant) to (call|pay|come|sign).
{first}'s (account|card|number|phone|birthday|email|appointment|flight|order) (is|was|has been) (blocked|wrong|late|tomorrow|cancelled).
(please|can you|could you) (tell|ask|call|text|email|remind|message|let) {per} (that|know|to|about|if) (I'm running late|the {thing}|call me back|we are meeting at {time}).
did (he|she|{first}) (mention|say|leave) a (name|number)? it was {per}[,] I think.
the (driver|engineer|technician|agent|advisor|nurse|receptionist) (was|is|was called|said his name was|said her name was) {per}.
{full} is (the|my) (account holder|beneficiary|executor|landlord|emergency contact|next of kin|solicitor|doctor).
(book|reserve|cancel|change|move|confirm) (a table|the table|my reservation|the booking|it) (for|under|in the name of|under the name) {per} [at {time}] [on {date}] [please].
(I have|we have|there's|I've got|I made|I booked) a (table|booking|reservation|room|appointment) (under|in the name of|for|under the name|listed under) {per} (at {time}|for {date}|on {date}|tomorrow|tonight|for {num} people|) [please].
(it is|the booking is|it's) at {time} on {date} under (the name|) {per}. | {num} people, reserve under {per}. | it should be {num} people, {per}.
(attending|on the line|with me|joining us|in the room|here) (is|are) {full} and {full}. | {first}, {first} and {first} are (coming|going|here). | {first} and {first} (want|need) (a refund|to cancel).
(I live|I'm living|we live|I'm based|I'm calling from|I was born|I grew up|I'm staying|we moved) (in|near|outside|to|from) {city}. | I'm (flying|driving|travelling|moving|going) (to|from) {city} (to {city}|on {date}|next week|tomorrow).
a (flight|ticket|train|bus|taxi) (from|to) {city} (to|from|via) {city} [on {date}]. | what's the (weather|time|news) (like|) in {city}? | how far is {city} from {city}? | when is {org} coming to {city}?
(my|the|our|his|her|new|billing|delivery) address is {addr}. | (I live|we're|it's|I'm) at {addr}. | (send|ship|post|deliver|mail) it to {addr} [please]. | {addr} | {addr}. | yes it's {addr}. | my new address is {addr}[, I moved in {month}].
(I've moved|we moved|please change my address) (from {addr}|) to {addr}. | it's the (house|flat|shop) on {street}. | the (branch|office|shop|store|cash machine) on {street} (in {city}|) (is closed|swallowed my card).
(I work|I used to work|he works|she works) (at|for) {org} (in {city}|as a manager|). | I have a (charge|payment|refund|direct debit) (from|to) {org} (for {money}|on {date}|that I don't recognise).
(what's|check|tell me) the (share|stock) price of {org}. | tweet (to|at) {org} (that|saying) my {thing} is broken. | (does|do|did) {org} (have|sell|deliver|open|call)? | is {org} open (today|on {not})?
(play|put on) (a song|something|the new album|music|the latest podcast) by {full}. | who (is|was) {full}? | how old is {full}? | when was {full} born? | who is {first} married to? | is {full} still (alive|married)?
(send|write|reply to|forward|open|read|check|delete|find) (an email|the email|emails|a message|a text) (to|from|of) {per} [(about|saying|regarding) (the meeting|the {thing}|{not})].
(add|create|set|schedule|put|cancel|delete|remove) (a meeting|lunch|dinner|an appointment|an event|a reminder|a call|brunch) with {per} (and {first}|) (at {time}|on {date}|tomorrow|for {not}|). | what's {first}'s (number|phone number|address|email)? | call {per}. | remind me about {first}'s (birthday|party|wedding).
(new email|do i have (any|new) emails|any mail|what's new|let me know new emails) from {per}? | add {first} (as a|to my) (contact|contacts|friends). | where does {per} (live|work)? | what did {first} say (about|) {not}?
"""

ORDINARY = """
I (want|need|would like|am trying|have been trying) to (check|cancel|change|update|understand|report|dispute|close) my (account|card|{thing}|order|{w} {thing}|subscription|payment).
(why|when|how|where|what) (is|was|did|does|can|should) (my|the|this) {thing} (not working|late|declined|{w}|so {w}|charged twice|arrive|still pending)?
(okay|right|so|well|um|uh|yeah|no|sorry)[,] (let me|I'll just|I can|I will) (check|have a look at|pull up|{w}) (that|the {thing}|your {w}) for you. | bear with me. | just a (moment|second|sec|minute). | thank you very much. | have a (good|great|nice) day. | is there anything else I can help (you |)with? | that's (great|fine|lovely|perfect|right|correct|it), thanks.
(yes|yeah|no|mm-hmm|uh-huh|okay|right|sure|exactly|I see|got it|perfect|alright|correct). | thank you. | thanks. | you're welcome. | no problem. | hello? | hi there. | one moment please. | go ahead. | hold on.
it was (on|in|before|since|around|by|until) ({not}|{date}|{month}|last {w}). | I'll (call|come|pay) (back |)(on|by) {date}. | in (may|march|august|april|june) I (will|may) (mark|rose|grace) it. | will it (rain|work|stop|be free)? | I may (will|bill|grant) it. | can you mark it as paid. | please bill me later. | the bill is due. | a grant for the {w}. | the rose garden. | grace period. | I will. | it may be. | march to the {w}. | sue them. | faith and hope. | the chase is on. | a dean of {w}. | frank discussion. | a rich {w}. | pat it down. | jack up the price. | drew a {w}. | rob the {w}. | in the dark. | the art of {w}. | an iris scan. | a violet {w}. | summer sale. | dawn of {w}. | the ray of {w}. | to nick a {w}. | a long wood. | young people. | black card. | white goods. | brown envelope. | green energy. | the king of {w}. | page {num}. | west of the {w}. | the hill. | the bush. | a price increase. | best price. | baker and cook. | the taylor rule. | my banks. | rice and beans. | the field. | the stone.
I'm (speaking|calling) (about|from|on) (the|my|a) {thing}. | this is (not|really|very|so|a|about|the|just) {w}. | this is {w}. | I'm {w}. | I am (very|so|really|not) {w} (about|with) (this|it|the {thing}). | it's {w}. | it is (a|very|the) {w}. | they call it {w}. | the name of the {thing} is wrong. | my name is (wrong|misspelled|not) on the card. | what name? | under the {w}. | here is the {thing}.
(can|could|do|does|will|would|should|did) (you|I|it|they|we|he|she) {w} (the|my|a|an|this) {w} {thing} (with|for|to|from|in|on) (the|my|a) {w} {w}?
the {w} {thing} (is|was|has been|will be) {w} (by|with|for|to|in) the {w}. | I (bought|used|saw|found|lost|{w}) (a|the|my) {w} {w}. | {w} and {w}. | {w} {w} {w}. | no {w}, just {w}. | more {w} than {w}. | {ws} are {w}. | do you have {ws}? | some {ws}.
does it work with (Apple Pay|Google Pay|my iPhone|Android|Bluetooth|{not})? | do you (take|accept|support) (American Express|Visa|Mastercard|Amex|Apple Pay|Google Pay|contactless|{not})? | I get paid in (GBP|USD|EUR|dollars|euros|pounds|{not}). | the exchange rate for the (Russian|Japanese|Australian|American|European) (ruble|yen|dollar|euro). | an (English|Indian|French|{not}) (restaurant|teacher|film|card). | I'm in the (US|UK|EU) at the moment, can I get a card?
my (number|reference|account number|policy number|phone number|postcode|order) is {id}. | it's {id}. | {id} | {num} {num} {num}. | it ends in {num}. | the total is {money}. | my date of birth is {date}. | {date}. | the (code|pin|password) is {w}{num}. | my password is {w}. | my email is {w} dot {w} at gmail dot com. | it expires {num} {num}. | for {num} people at {time}. | at {time} on {date}.
"""

BUSINESS_NAMES = """
(good morning|good afternoon|good day|hello)[,] (everyone|ladies and gentlemen|and welcome)[,] and (welcome|thank you for joining) (to|us for) (the|) {org} (first|second|third|fourth) quarter {num} earnings conference call.
(with me|joining me|with us|here with me|on the call|on today's call) (today|this morning|) (is|are) {full}, (our|) (chief executive officer|president and CEO|chairman|CEO), (and|as well as) {full}, (our|) (chief financial officer|CFO|executive vice president|general counsel|head of {w}).
(I would now like to|I'll now|let me|I will now) (turn|hand|pass) (the call|it|things|the conference) (over|back) to {per}(, our CFO|, vice president of investor relations|, please go ahead|). [{first}?] [{first}, please go ahead.]
(our|your|the) (next|first|last|final) question (comes|is coming|will come|is) from [the line of] {full} (with|from|of|at) {org}. (please go ahead|your line is open|please proceed with your question|go ahead).
(thanks|thank you|thank you so much|thanks very much|great thanks|okay thanks)[,] {first}[,] (and good morning everyone|good morning|for the question|and thank you all for joining us|appreciate it|that's helpful|).
(hi|hey|good morning|good afternoon|yeah hi|morning)[,] {first}[.] (how are you|it's {first}|thanks for taking my question|congrats on the quarter|{first} here|good question|this is {first}|yes).
{first}, (do you want to|would you like to|maybe you can|why don't you|can you|you want to) (take that|add anything|talk about the {w}|comment on that|start|speak to the {thing}).
(yeah|yes|sure|okay|so|no)[,] {first}[,] (it's|I think|I would say|that's|let me|look|this is|you know|I mean|we) (a good question|that's right|the {thing} is {w}|we feel good about the {w}|take that one).
as {first} (said|mentioned|noted|described|pointed out|outlined|alluded to|indicated), (we|the|our) (are|{thing} is|{ws} were) {w}. | to {first}'s (point|question|comment), we {w}. | what {first} just (said|described) is {w}. | I agree with {first}. | {first} and I (talked|spoke|worked) (about|on) the {w}. | {first} and his team. | {first} and her team have done a great job.
(this is|it's) {full} (on for|for|in for|from|with|filling in for) {per}. | {full} on for {first}. | {first}, thank you. | back to you, {first}. | over to you, {first}. | thank you, {first}. | {first}? | sorry, {first}, go ahead. | go ahead, {first}. | {first}, your line is open.
(I'm|we're) (pleased|excited|delighted) to welcome {full} (to|as) (the team|our board|our new chief operating officer). | {full} (joined|left|leads|runs|joins) (us|the company|{org}) (last year|in {month}|as head of {w}). | (Mr|Ms|Dr)[.] {last} (will|has|is|was) {w} the {thing}.
(we|they) (acquired|sold|partnered with|compete with|supply|signed) {org} (in {month}|last year|for {money}). | the {w} (deal|agreement|partnership) with {org}. | {org} is a (customer|supplier|partner|competitor). | we are {w} in {country}. | our {w} plant in {city}. | growth in {country} and {country} was {num} percent. | we opened {num} stores in {city}.
"""

BUSINESS = """
(revenue|net sales|gross margin|operating income|adjusted EBITDA|free cash flow|organic growth|the backlog|capital expenditure|net interest income|cost of goods sold|same store sales|SG&A|inventory|bookings|working capital) (increased|decreased|grew|declined|was up|was down|improved|came in at|expanded|contracted) (by |) ({num} percent|{num} basis points|{money}|sequentially|year over year|on a constant currency basis) (driven by|due to|as a result of|reflecting|offset by|primarily from) (higher|lower|strong|weak|continued|favorable|unfavorable|incremental) (volumes|pricing|mix|demand|freight|headwinds|tailwinds|{w}|{ws}|restructuring|amortization|seasonality) (in|across|within) (the|our) {w} (segment|business|portfolio|channel|region|division).
(we|I) (think|believe|expect|continue|are confident|feel good|remain|are seeing|have seen|anticipate|would say) (that|) (the|our|this|these) {w} (is|are|will be|should be|has been|continues to be) (really|very|quite|more|less|) {w} (and|but|so|because) (we|it|they|that) (will|can|should|may|might) {w} (the|our|a) {w} (over time|going forward|in the back half|next year|this quarter|in fiscal {num}).
(you know|I mean|so|look|um|uh|and|but|again|obviously|clearly|frankly|right|well|honestly|listen)[,] (it's|that's|there's|we've got|we have|they have|you have|I think it's|kind of) (a|the|some|more|no|a lot of|a bit of|a number of|sort of) {w} ({w}|{ws}|{thing}) (there|here|out there|on that|at this point|in the {w}|around {ws}|, you know,) (and|so|which|that) (we|you|it|they) (can't|don't|really|just|kind of|sort of|will) {w}.
(before we begin|as a reminder|please note|today's (discussion|call|remarks)) (contains|will include|may contain|includes) forward looking statements (which|that) (are subject to|involve) risks and uncertainties (described|outlined|set forth) in our (SEC filings|annual report|form 10-K|press release|earnings release).
(operator|ladies and gentlemen)[,] (please|) (stand by|the conference will begin shortly|this concludes today's call|you may disconnect|press star one to ask a question|we are now ready for questions|your participation is appreciated).
(can you|could you|would you|maybe you could) (talk|give us color|comment|speak|elaborate|provide an update|help us think) (about|on|around|to) (the|your|how) {w} ({thing}|{ws}|guidance|pipeline|cadence|leverage|outlook|margin|trajectory) (for|in|and|into) ({not}|the {w}|next year|the second half)?
(that's|it's|very|super|really) (helpful|great|good|fair|impressive|encouraging). | I appreciate (it|that|the color|the question). | congratulations on the (quarter|results|{w}). | just a quick follow up on {ws}. | my (first|second|other) question is (about|on|around) {ws}. | {w}, {w}, and {w}. | we {w} it. | the {w} {ws} of the {w}. | and then {ws}. | it's {w} {w} at this {w}.
(debt|leverage|liquidity|dividends|repurchases|buybacks|deleveraging|securitization|covenants|receivables|impairment|goodwill|provisions|reserves|charge-offs|delinquencies|originations|deposits|prepayments) (was|were|are|remain|stood at|totaled) {money} (at|as of) (quarter end|the end of {month}|{date}). | our (biosimilars|oncology|dermatology|broadband|semiconductor|upstream|downstream|midstream|refining|polyethylene|copper|lithium|nickel|cement|aggregates|fertilizer|potash|phosphate|ecommerce|omnichannel|SaaS|subscription|streaming|cloud|wireless) (franchise|business|platform|segment|portfolio|assets) (outperformed|underperformed|delivered|generated|recovered|benefited) {w}.
the (COVID|pandemic|lockdown|vaccine|tariffs|election|weather|hurricane|shutdown|regulatory) (impact|environment|situation|backdrop|disruption) (has been|was|remains|is) {w} (in|for|across|on) ({country}|our markets|the {w} industry|{ws}). | (phase|trial|study|cohort|endpoint|placebo|dose) (one|two|three|{num}|data|results|readout) (is|was|are) {w}. | (antibody|receptor|molecule|compound|inhibitor|biomarker|patients|enrollment|clinicians) {w} {ws} in {w} {ws}.
"""

DOCUMENT = """
{full} lives at {addr}. | {full}\\n{addr} | {org}\\n{addr} | name: {full}, address: {addr} | {first} had given {first} his address: {addr}.
{full}, (the|a) {w} {w}, said: "I'm {w} to hear {w}". | {first} shouted at {first}: "what are you doing here?" | {first} spent a year at {org} as the assistant to {full}. | {org} is the brainchild of {num} founders: {last}, {last} and {last}.
a film directed by {full} and starring {full}. | a song by {full} about {ws}. | {full} listed his top {num} songs. | the {last} novel is about {ws}. | {full}'s {w} {w} is {w}. | who's coming to {country} with me? | {city} is the capital of {country}. | from {city} to {city}, {country}.
please send it to {addr}. I am in {city} for a business trip. | the address of {org} is {addr}. | my zip code is {num}. | the letter arrived at {addr} last night. | dear {title_last}, {w} {w}. | regards, {full} | {full}, {org} | best wishes, {first}
my name is {full} but everyone calls me {first}. | my name appears incorrectly, please correct it to {full}. | I want to add {full} as a beneficiary. | will my account stay active? it's under my partner's name {full}. | {full} is a very sympathetic person. | {first} is {w}. | they had {num}: {first}, {first}, {first} and {first}.
"""

TALK = """
(so|and|but|well|now|okay|yeah|look|again|I mean|you know|um|uh|right|obviously|)[,] (we|they|you|I|the {ns}|our {n}|the {adj} {n}) (have|had|will|would|could|should|may|might|can|do|did|don't|won't|didn't|really|just|never) {v} (the|our|a|some|any|that|this|those|their|your|more) {adj} {n} (in|on|for|with|from|across|at|by|through|around|within|under|over|per|of|into|during|before|after|since|like|versus|via|given|despite) (the|our|a|this|their|each|every|that) {n} {adv}.
(the|our|a|this|their|his|her|my|its) {adj} {n} (of|in|for|on|and|or|per|versus|from|to) (the|our|a|this|) {n} (is|was|has been|will be|are|were|looks|seems|remains|became|got|goes|went|feels) {adv} {adj} (and|but|so|because|while|as|if|when|although|unless|until) (we|it|you|they|people|{ns}) {v} {adv} (in|on|at|for|to|with|about) {ns}.
(we|they|I) {vd} {adv} (from|by|with|in|on|to) {ns} (and|or|but|,) {vd} (the|our|) {n} {n} (which|that) {vd} (us|it|them|the {n}) to {v} (another|the|an|one|some) {adj} {n}.
{ving} (the|our|) {ns} (is|was|has been) {adj}[,] (and|but|so) {ving} {ns} (in|for|at) {n} (will|would|can) {v} {adv}. | {adv}[,] {ns} {v} {ns}. | {adj} {ns} and {adj} {ns}. | {n} {n} {n}. | the {n}, the {n} and the {n}. | {adj}, {adj} and {adj}. | {adv}, {adv}. | to {v} or not to {v}. | {v} it. | {ving} it {adv}. | {vd} {ns}. | {adv} {adj}. | {adj} {n}. | {n}. | {ns}. | {adv}.
(how|why|when|where|what|which {n}|whether) (do|does|did|can|should|would|are|is|will) (you|we|they|the {ns}|the {n}|it) {v} (about|the|with|to|) {adj} {ns} (going forward|over time|this year|next quarter|at all|in general|right now|in terms of {n}|from a {n} perspective|on the {n} side|in the {n} space|per {n}|a {n})?
(in terms of|when it comes to|with respect to|as it relates to|with regard to|as far as|in addition to|on top of|as opposed to|instead of|because of|thanks to|as a result of|regardless of|on behalf of) (the|our|your|) {adj} {ns}[,] (we|I|they) (are|were|feel|remain|stay|got) {adv} {adj} (about|with|on|for) (the|that|our) {n} {n}.
({num}Q|Q{num}|the {num}-K|form {num}-Q|B2B|D2C|AUM|NIM|ROE|EBIT|EPS|CapEx|BOE|MCF|bps|R and D|IT|HR|M&A|QSR|COPD|FDA approval|PCR|DNA|LTV|CAC|ARR|NII|MD|VP|PhD|LTE|5G|HVAC|LED|PVC|ADAS|EV|ICU|OEM|DTC) (is|was|{ns} are|{n} is|came in|of|per {n}) {adv} {adj} (in|for|at) ({num}Q|the {n}|{n} {num}|fiscal {num}|H{num}).
(our|the|a|this|their|with|on|using|of) {brand} ({n}|product|platform|brand|team|app|device|study|trial|deal|acquisition|line|business|molecule|store|shares|portfolio) (is|was|has|will|had|and the {brand} {n} are) {adv} {adj}. | {brand} (launched|grew|was approved|is approved|outperformed|shipped|is down|had a good quarter). | {ns} like {brand} and {brand}. | patients (on|treated with) {brand} {v} {adv}. | I (bought|use|like|tried) {brand} {ns}. | is {brand} {adj}?
(it's|there's|that's|here's|what's|let's|we're|they're|you're|I'm|we've|I've|they've|we'd|I'd|we'll|I'll|it'll|doesn't|isn't|wasn't|aren't|couldn't|haven't) (like|just|not|kind of|sort of|all|really|actually|been|going to {v}|gonna {v}|about to {v}|{ving}|{adj}) {adv}. | {adv} {ving}, {adv} {vd}. | {num} {ns} {vd} in {num} {ns}. | {num} percent of {ns}. | (a|one) {n} per {n}. | {money} per {n}. | thousand {ns}. | a few {adj} {ns}. | as {n}. | and {n}? | of {n}. | for {adj} {n}? | so {adv} {adj}!
(sir|ma'am|madam|mate|guys|folks|everyone|everybody|team|gentlemen|ladies|operator|doc|boss|buddy|dear|love|honey)[,] (please go ahead|thank you|go ahead|one moment|{v} the {n}|can you {v} it). | (thank you|thanks|hi|hello|sorry|good morning|bye|okay|yes|no)[,] (sir|ma'am|madam|mate|guys|folks|everyone|all|team|operator|again|so much|there|both). | (the|your|our) (customer|doctor|operator|manager|supervisor|agent|engineer|chairman|president|vice president|analyst|CEO|CFO|lady|man|guy|person|gentleman|nurse) {vd} (it|me|you|us) {adv}.
"""
