/// Breeds that Brazilian customers name, with the species they imply.
enum Breeds {
    struct Breed: Sendable, Hashable {
        let name: String
        let species: Pet.Species
    }

    static func named(in words: [String]) -> Breed? {
        book.matches(in: words).max { $0.range.count < $1.range.count }?.meaning
    }

    /// True for words that occur only in breed names, so that "meu poodle Bob" is Bob.
    static func isBreedWord(_ word: String) -> Bool { breedWords.contains(word) }

    private static let dogs: [(String, [String])] = [
        ("Shih Tzu", ["shih tzu", "shihtzu", "shitzu", "shi tzu", "shitsu", "chitzu", "shitzo", "xitzu", "shih-tzu"]),
        ("Poodle", ["poodle", "puddle", "podle", "pudou"]),
        ("Yorkshire", ["yorkshire", "york", "yorkie"]),
        ("Lhasa Apso", ["lhasa apso", "lhasa", "lasa apso", "lhaza"]),
        ("Maltês", ["maltes"]),
        ("Spitz Alemão", ["spitz alemao", "spitz", "lulu da pomerania", "lulu", "pomerania"]),
        ("Golden Retriever", ["golden retriever", "golden", "goldem"]),
        ("Labrador", ["labrador", "labradora"]),
        ("Pinscher", ["pinscher", "pincher", "pinsher", "pinche"]),
        ("Pug", ["pug"]),
        ("Buldogue Francês", ["buldogue frances", "bulldog frances", "bulldogue frances", "frenchie"]),
        ("Buldogue Inglês", ["buldogue ingles", "bulldog ingles"]),
        ("Buldogue", ["buldogue", "bulldog", "bulldogue"]),
        ("Beagle", ["beagle", "bigle"]),
        ("Border Collie", ["border collie", "border"]),
        ("Pastor Alemão", ["pastor alemao"]),
        ("Husky Siberiano", ["husky siberiano", "husky", "rusky"]),
        ("Rottweiler", ["rottweiler", "rotweiler", "rotvailer"]),
        ("Pit Bull", ["pit bull", "pitbull", "pitbul"]),
        ("Dachshund", ["dachshund", "salsicha", "salsichinha", "linguicinha"]),
        ("Chihuahua", ["chihuahua", "chiuaua", "xiuaua"]),
        ("Schnauzer", ["schnauzer", "shnauzer", "schnauser"]),
        ("Cocker Spaniel", ["cocker spaniel", "cocker"]),
        ("Chow Chow", ["chow chow", "chowchow", "chow"]),
        ("Akita", ["akita"]),
        ("Boxer", ["boxer"]),
        ("Dálmata", ["dalmata"]),
        ("Doberman", ["doberman", "dobermann"]),
        ("Basset Hound", ["basset hound", "basset"]),
        ("Bichon Frisé", ["bichon frise", "bichon"]),
        ("West Highland Terrier", ["west highland", "westie"]),
        ("Jack Russell", ["jack russell", "jack russel"]),
        ("Samoieda", ["samoieda"]),
        ("São Bernardo", ["sao bernardo"]),
        ("Bernese", ["bernese"]),
        ("Cane Corso", ["cane corso"]),
        ("Vira-lata", ["vira lata", "viralata", "srd", "sem raca definida", "sem raca", "caramelo"]),
    ]

    private static let cats: [(String, [String])] = [
        ("Persa", ["persa"]), ("Siamês", ["siames"]), ("Maine Coon", ["maine coon", "mainecoon"]),
        ("Angorá", ["angora"]), ("Sphynx", ["sphynx"]), ("Ragdoll", ["ragdoll"]), ("Bengal", ["bengal"]),
    ]

    private static let book = PhraseBook<Breed>(
        dogs.map { (Breed(name: $0.0, species: .dog), $0.1) } + cats.map { (Breed(name: $0.0, species: .cat), $0.1) })

    private static let breedWords = Set(
        (dogs + cats).flatMap(\.1).flatMap { $0.split(separator: " ").map(String.init) }
    ).subtracting(["da", "sem", "sao", "west", "jack", "lulu", "caramelo", "chow", "boxer"])
}
