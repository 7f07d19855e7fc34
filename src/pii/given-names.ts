/**
 * Given names of many cultures that are neither words of everyday speech nor places nor well-known companies: said anywhere,
 * they are somebody's. Drawn from the lists of scripts/pii-ner, which were written for this purpose, without what a spelling
 * dictionary has in lower case. A name that is a word as well ("mark", "grace") is the classifier's to tell.
 */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  (
    'aaliyah aarav aaron aarti abdullahi abebe abena abigail abimbola abiodun aboubacar achieng adaeze adalyn ' +
    'adam adebayo adele adeline adewale aditi aditya adrian adriana afia agatha agnes agnieszka agustin ahmad ' +
    'ahmed aiden aiko aileen ailsa aino aisha aishwarya ajay ajit akash akhil akinyi akshay akua alain alan ' +
    'alasdair albert alberto aled alejandra alejandro aleksandra alessandro alessia alex alexander alexandra ' +
    'alexei alexis alfie alfonso alfredo alice alicia alicja alistair allison almaz althea alun alvaro alyssa ' +
    'amadou amaka amal amanda amandeep amelia amelie amina aminata aminu amira amit amitabh amrita amy analyn ' +
    'ananya anastasia anders andre andrea andreas andrei andres andrew andriy andrzej andy angela angelika ' +
    'angelina angus aniko anil anirudh anja anjali anju ankit ankita ankur anna annabelle anneke anneli ' +
    'annelies annette annie anong anthony antoine antonella antonietta antti anuj anurag anushka aoife aparna ' +
    'arash archana archie ariana arjun arlene armando aroha arthur artur arturo arun arvind asher ashish ' +
    'ashley ashlyn ashok ashwin asma astrid atieno atticus attila atul audrey aurelie avinash ayanda ayesha ' +
    'ayodele ayse ayumi aziz babatunde balaji balazs baljit balwinder baptiste baraka bartosz beata beatrice ' +
    'beatriz becky behrouz bekele belinda ben bence benito benjamin benoit bernadette bernard bernardo bernd ' +
    'bernice bert bertha bessie beth bethany bettina betty beverly bharat bhaskar bhavana bianca bijan bilal ' +
    'bintou birgit birgitta bjorn blanche bob bobbie bodhi bogdan bongani bozena bram brandi brandon brayden ' +
    'brenda brendan brett brian brianna bridget brigitte bronte bronwen bronwyn bruce bruna bruno bryan brynn ' +
    'bryson bukola bushra busisiwe caden caitlin callum camila camilo candace candice cara carl carla carlos ' +
    'carmen caroline carolyn carrie carson carys cassandra cassie catalina catherine cathy catriona cecil ' +
    'cecilia cedric celia celine cerys chaim chandan chantal charlene charles charlie chebet cherie cheryl ' +
    'cheryle chetan chiara chidi chinedu chioma chipo chloe chris christa christian christina christine ' +
    'christoph christophe christopher chukwuemeka chun chunhua cian ciara claire clarence clarissa claudia ' +
    'clemence clementine clive clyde colin colton concetta connie conor constance consuelo cora corinne ' +
    'cormac cornelia courtney craig crisanto cristian cristina cristobal csaba cynthia cyril daan daisuke ' +
    'dalia damien dan dana daniel daniela danielle danilo danuta daphne darcy dario dariusz darlene darnell ' +
    'darren dave david dawid dawit deandre deanna debbie deborah debra declan deepa deepak deepika deeqa ' +
    'delia delilah delores delphine demetrius denise dennis derek deshawn desiree desmond despina detlef ' +
    'devendra dhruv diana diane dianne didier dilip dimitris dina dinesh divya dmitri dmitry dmytro dolores ' +
    'domenico donald donatella donna donny doreen doris dorota dorothy doug douglas dragan duncan dwayne ' +
    'dylan easton eddie edith edna eduardo edward eero effie efrain efren efua eileen eilidh eitan ekaterina ' +
    'ekow elaine eleanor elena eleni eleuterio elias elijah elisa elise eliza elizabeth ellen ellie elmer ' +
    'elodie eloise elsa elsie elvira elzbieta emeka emilia emiliano emilie emilio emily emine emma emmanuel ' +
    'emre emyr enid enrique enzo eoin eric erica erik erika erin erma ernestine ernie esme esperanza esteban ' +
    'estela esther eszter ethan ethel etienne etta euan eugenia eunice evelyn everly ewan ezekiel ezra fabian ' +
    'fabio fabrice fabrizio fadumo fahad faisal fannie farah farai farhan farid farida farooq faruk fatema ' +
    'fatih fatima fatou fawad fawzia faye federica federico felicia felipe felix femke ferenc fergus fernando ' +
    'feroz fidel fiifi filippo finley fiona florencia florian floyd folake frances francesca francesco ' +
    'francine francois francoise frankie fred freda freddie frederic freya frieda funmi gabe gabor gabriel ' +
    'gabriela gabrielle gail galina gareth garrett gary gaurav gauri gautam gavin gayatri gaynor geeta gemma ' +
    'genevieve geoff geoffrey george gerald geraldine gerard gerardo gerhard gertrude gethin ghada gheorghe ' +
    'ghulam gianluca gideon giles gilles gina giorgia giorgio giorgos giovanna giovanni girish girma gisela ' +
    'giulia giuseppe gladys glenda glenn gonzalo gopal goran gordon govind graciela grady graeme graham ' +
    'grainne grayson grazyna greg gregorio gregory greta gretchen greyson griet grzegorz guillaume guillermo ' +
    'gunilla gunnar guoqiang gurpreet gustavo gwen gwendolyn gwyneth gyorgy habib hadassah hafiz haider haile ' +
    'haiyan hakan hakim halina hamad hamid hamish hana hanako hanan hanna hannah hardeep harini harish harlan ' +
    'harold haroon harpreet harriet harry harun hassan hattie heidi heike heikki helen helene helga helmut ' +
    'hema hemant hemi hendrik henri henrietta henrik henrique henry henryk herbert herman herve hester hiba ' +
    'hideo hilary hilda himanshu hiram hiroshi hirut hisham hodan horace horacio horst huda hudson hugh ' +
    'humberto humphrey huong husain hussain hussein hyun ibrahim ichiro ieuan ifeanyi ifeoma ifrah ignacio ' +
    'igor ikenna ilan ilse iman imani imelda imogen imran inder indu ines inez ingrid ioana iqbal irena irene ' +
    'irfan irina irwin iryna isabel isabella isabelle isaiah ishaan isidro ismael ismail isobel istvan itai ' +
    'ivan ivana iwan iwona jabbar jacek jacob jacqueline jacques jada jadwiga jafar jagdish jaime jakub jamal ' +
    'james jamie jamila jana jane janelle janet janice janie janina janine janos janusz jari jaroslaw jarrah ' +
    'jarrod jarvis jason jaspreet jaswinder javed javier jaxon jayanthi jayden jayesh jeanette jeanne jeannie ' +
    'jeff jeffrey jelena jenna jennifer jenny jeremy jermaine jeroen jerome jerry jerzy jess jesse jessica ' +
    'jhun jianguo jill jillian jim jinhai jiri jiro jitendra joana joanna joanne joao joaquin jocelyn jodi ' +
    'jody joe joey johan johanna john jolanta jomar jomo jonah jonas jonathan joni joon joost jorg jorge ' +
    'josef josefina joseph josephine joshua josiah josie joyce jozsef juana juanita judith judy juha jukka ' +
    'julia julian juliana julie julien juliet juliette julio julius juma junaid jurgen justin justine justyna ' +
    'jyoti kaarina kacper kaden kagiso kailash kaitlyn kajal kalani kalpana kamal kamau kamil kamran kapil ' +
    'kara kareem karel karen kari karim karin karl karla karol karolina karthik kartik kashif katalin ' +
    'katarzyna kate katelyn katerina katherine kathleen kathryn kathy katie katja kaveh kavita kavya kayla ' +
    'kaylee kayode kazuko kazuo keanu kebede kees kehinde keiko keisha keith kelechi kelli kelly kelsey kemal ' +
    'ken kenneth kenta kerem kerry kerstin ketut kevin khadija khalid khalil kiara kieran kimberly kinsley ' +
    'kipchoge kiprono kirra kirsten kirsty kirti kishore klaus knox kofi kojo komal kostas kristen kristi ' +
    'kristin kristina kristine kristy krisztina krystal krystyna krzysztof ksenia kuldeep kumar kunal kunle ' +
    'kurt kwabena kwame kwan kwesi kwok kyle kylee kylie kyung lachlan laetitia laila lakisha lakshman lalit ' +
    'lalita lamar larisa larry lars laszlo lata latasha latha latif latisha latoya laura laure lauren laurent ' +
    'laurie laverne lawrence lazaro leah leandro leanne leela leigh leila leilani lela leland lenka lenny ' +
    'leona leonard leonardo leonie lerato leroy lesley leslie leszek leticia levi liam liang ligaya lihua ' +
    'liisa lillian lillie lina linda lindiwe lindsay linnea lionel liora lisa livia liz lonnie loren lorena ' +
    'loretta lori lorna lorraine lottie louise luana lubna luca lucas luciana lucie lucien lucille lucinda ' +
    'lucretia lucrezia lucy ludmila luigi luis luisa lukas lukasz lula lydia lyle lyman lynne maarten mabel ' +
    'mable maciej mackenzie maddox madeline madelyn madhav madhavi madhu maeve magdalena maggie magnus maha ' +
    'mahesh mahina mahmoud maja makayla makena malachi malcolm malee malgorzata malini mamadou manaaki mandla ' +
    'mandy manfred manish manju manoj manon manpreet mansoor marc marcela marcella marcelo marcia marcin ' +
    'marek margaret margaux margie marguerite maria mariam mariama marian mariana marianne maribel maricel ' +
    'marie marieke marilou marilyn mario marion marisa marisol marissa marites mariusz marja marjorie marketa ' +
    'markku marko markus marla marlene marsha marta martha martin martina martine marty marvin marwan mary ' +
    'maryam maryann masahiro masako massimo mateo mateusz matheus mathieu mathilde matias matilda matteo ' +
    'matthew matthias matti mattie maud maude maureen maurice mauricio mauro mavis maxime maximilian maxine ' +
    'maxwell mayank maysa mazen mckenna mckenzie meena meenakshi meera megan megha mehdi mehmet mehrdad ' +
    'meiling melanie mele melinda melissa melvin menachem meredith merle merrill micah michael michal michel ' +
    'michele michelle michiko mick miguel mihaela mihai mikael mikayla mikhail mikko miklos mildred milica ' +
    'milind millie milos mindy minerva minnie miranda miriam miroslav miroslaw mitch mohamed mohammad ' +
    'mohammed mohamud mohit moira moises mollie molly mona monika monique monty morag mordechai moritz morris ' +
    'moshe moussa moustafa mpho mridula mubarak muhammad mukesh mulu murad murali murat muriel murilo mustafa ' +
    'muthoni mwangi mykola mylene myra myrna nabil nabila nadeem nadia nadim nadine naftali nagesh naima ' +
    'najwa naledi nancy nandan naoki naoko naomi narelle narendra naresh nasir nasra nasreen nasrin nasser ' +
    'natalia natalie nataliya natasha nate nathalie nathan nattapong navdeep naveed naveen navid nawaz ndeye ' +
    'neelam neeraj neha nehemiah neil nellie nettie nevaeh ngaire ngozi nguyen niamh nicholas nicky nicola ' +
    'nicolas nicole nigel nikhil niklas nikola nikolai nikos nilesh nils nina niran nirmala nisha nishant ' +
    'nitin njeri njoroge nkosana nnamdi nneka noah noam noeleen noelle noemi noemie nomsa nomvula nora noreen ' +
    'norhayati noriko norman nuria nurul nyambura obinna ochieng octavio odile okechukwu oksana oleg ' +
    'oleksandr olena olga oliver olivia olivier ollie olof olumide olusegun oluwaseun oluwatobi omar omer ' +
    'ophelia orhan orla ornella orville osama osman oswald othman otieno ousmane ozan pablo padma padraig ' +
    'paivi palesa pamela panagiotis pankaj paola paolo parisa parminder parth parviz pascale pascual patrice ' +
    'patricia patrick paul paula paulina pauline pavan pavel pawel pedro peggy pekka penelope pete peter petr ' +
    'peyton phil philip philipp philippe phuong phyllis pierre pieter pietro piotr piyush polina pooja poonam ' +
    'prabhu prachi pradeep prakash pramod pranav prasad prasert prashant pratap pratibha praveen preeti ' +
    'priscilla priya priyanka przemyslaw punit qasim quentin rabia rachel radu raelene rafaela rafal rafiq ' +
    'raghav raghu rahim rahul rainer rajan rajani rajat rajeev rajendra rajesh rajiv raju rakesh ralf ralph ' +
    'raman ramesh ramlan ramon ramona ramzan rana randall randolph rangi rania ranjit ranjith raquel rasha ' +
    'rasheed rashid rashmi raul ravi ravindra raza rebecca reggie reginald rekha remi rena renata renate ' +
    'renato rene renee renuka reuven revathi reynaldo reza rhian rhiannon rhoda rhonda rhys riaz ricardo ' +
    'riccardo richard rida rigoberto rima rishi ritesh ritu ritva rivka rizky rizwan robert roberta roberto ' +
    'rochelle rocio rodel rodney rodolfo rodrigo rogelio roger rohan rohit roisin roland rolando romain ' +
    'rommel ron ronald ronen ronnie roopa rosalie rosalind rosangela rosanna rosanne roscoe rosie rowena ' +
    'ruben rudo rupa rupert rupinder ruqayya russell ruth ruthie ryan ryder ryszard saad sabah sabine sabrina ' +
    'sachin sadia sadie sadiq saeed safia sagar sahra sajid saleh salim salma salman salvatore sam samantha ' +
    'samia samir samira samuel sandeep sandhya sandor sandra sandrine sanford sangeeta sanjay sanjeev sanne ' +
    'santosh saoirse sara sarah sarath sarita saroja sasha sasi saskia satinder satish satoshi satya saul ' +
    'saundra saurabh savita scarlett scott seamus sean sebastian sebastien seema segun selam selena selim ' +
    'semisi senthil seppo serena sergei sergio serhiy serkan seth seun severine seydou seymour shabana shahid ' +
    'shahram shailesh shaima shakil shane shaniqua shankar sharad shari sharif sharon shashi shauna shawna ' +
    'shazia sheena sheila sheri sherri sheryl shilpa shinji shira shirin shirley shiva shivam shlomo shmuel ' +
    'shoaib shobha shona shota shreya shreyas shruti shufen shweta shyam sian sibusiso siddharth sidney ' +
    'sigrid silke silvia simisola simon simona simran sinead siobhan sione siphiwe sipho siriporn siti siva ' +
    'skylar skyler slawomir sloane smita sneha snezana sohail solange soledad solveig somchai sonali sonia ' +
    'sonja sonya sophia sophie sridevi srikanth srinivas stacey stacie stacy stan stanislaw stavros stefanie ' +
    'stefano stella stephane stephanie stephen steve steven stewart stuart subhash suchitra sudha sudhir ' +
    'sujata sujit sukhwinder suleiman suman sumaya sumit sunan sundar sunil sunita supriya suraj suresh susan ' +
    'susana susanna susanne sushma suzanne sven svetlana swapna swathi swati syed sylvester sylvia sylvie ' +
    'szymon tabitha tadesse tafadzwa tahir tahira takashi takeshi talal talia tamar tamara tamas tamika tammy ' +
    'tanisha tanvi tanya tara taras tarek tariq tarun tasha tatenda tatiana teagan tebogo teddy temitope ' +
    'tendai terence teresa teri terrell terri terry tesfaye tessa tetsuya tevita thabo thaddeus thandi ' +
    'thandiwe thelma themba theodore theresa thiago thierry thijs thomas thorsten thuy tiago tiffany tim timo ' +
    'timothy tina tinashe tobias toby tolga tolu tom tomas tomasz tommaso tomoko toni tony tonya torsten ' +
    'toshiro tracey traci tracy trang trevon trevor tricia trina trish trudy truman tshepo tunde tushar tuula ' +
    'tyrell tyrone tzvi uday ulises ulla ulrich umar umberto umesh ursula urszula usman vaclav valentina ' +
    'valerie vandana vanessa vani varsha varun vasilis vasu vasudha velma venkat venkatesh vern verna ' +
    'veronica veronique vesna vicente vicki vicky vidya vijay vikas vikram viktor vimala vinay vince vincent ' +
    'vincenzo vinod vipul virginie vishal vishnu vitor vittorio vivek vivian vivienne vladimir volkan volker ' +
    'volodymyr wafa wagner waleed walt walter wambui wanda wangari wanjiru waqar warsame wasim weimin wendell ' +
    'wesley whitney wichai wieslaw wiktoria wilbur wilfred wilfredo wilhelmina willard willem willie willis ' +
    'wilma winifred wiremu wojciech wolfgang wouter wyatt xavier xiang xiaoli xiaoming xiaoyan ximena yaakov ' +
    'yael yamini yannis yared yash yasin yasir yasmeen yasmin yelena yemi yetunde yilmaz yiming yitzhak ' +
    'yogesh yolanda yossi yousef youssef yuki yuko yulia yuri yusuf yutaka yves yvette yvonne zach ' +
    'zachary zack zafar zahid zahra zain zainab zakaria zane zanele zbigniew zdenek zeinab zelda zeynep ziad ' +
    'zihan zoe zofia zoltan zoran zoya zsofia zubair zulkifli zuzana zuzanna '
  )
    .trim()
    .split(' '),
);
