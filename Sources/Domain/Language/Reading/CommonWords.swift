/// Everyday words that are no names, however they are capitalised.
enum CommonWords {
    static func isCommon(_ token: Token) -> Bool {
        words.contains(token.spelled) || words.contains(token.text) || TimeParser.weekdays[token.text] != nil
            || TimeParser.parts[token.text] != nil || TimeParser.months[token.text] != nil
            || TimeParser.cardinals[token.text] != nil
    }

    static let words: Set<String> = Set(
        """
        a o as os e eh de da do das dos em na no nas nos um uma uns umas pra pro pras pros por pelo pela com sem ate que se
        eu ele ela eles elas voce voces me te lhe meu minha meus minhas seu sua seus suas dele dela nosso nossa este esta
        esse essa isso isto aquele aquela aquilo la ai aqui ali ja agora hoje ontem amanha depois antes cedo tarde noite
        manha dia dias semana mes ano hora horas horario data vez vezes sim nao talvez claro ok beleza obrigado favor oi
        ola bom boa tudo bem mal muito pouco mais menos mesmo mesma so tambem ainda sempre nunca quando onde como quanto
        quanta qual quais quem porque banho tosa unha unhas hidratacao higienica tosar servico preco valor pelo pelos
        cachorro cachorra cachorros gato gata gatos coelho pet pets petshop shop loja porte raca pequeno pequena medio
        media grande gigante filhote adulto macho femea quero queria gostaria preciso pode poderia tem ter tenho ta to
        estou esta estao vou vai vamos ir ver saber fazer faz fazem dar levar buscar pegar marcar agendar remarcar
        cancelar mudar trocar passar deixar falar mandar ser foi era seria ficar fica casa rua bairro endereco pessoa
        gente atendente humano dona dono gerente responsavel moca moco rapaz senhora senhor amiga amigo mim ti si nos
        outro outra outros outras primeiro primeira segundo segunda terceiro proximo proxima ultimo ultima qualquer
        algum alguma nenhum nenhuma todo toda todos todas cada frente perto lado final fim comeco inicio feriado fds
        completa completo simples domingo sabado vaga vagas pacote plano vacina consulta veterinario veterinaria
        emergencia urgente urgencia festa viagem carro taxi hotel creche racao remedio shampoo perfume lacinho laco
        cliente clientes tutor tutora mae pai filho filha irmao irma marido esposa namorado namorada familia bebe
        nome chama chamado sobre tipo coisa jeito forma pagamento pix cartao dinheiro promocao desconto orcamento
        whatsapp telefone numero mensagem mensagens numero foto fotos informacao duvida pergunta resposta atendimento
        duas dois tres par porta conta verdade maioria gostei amei adorei lindo linda parabens desculpa sei acho
        ah hum entao mas nem ou novo nova velho velha tosador tosadora mes banhos tosas menino menina bichinho peludo
        pedigree idade tesoura maquina anos meses kg quilos peso atende abre fecha funciona confirmo confirmado pronto pronta opa
        hj vc vcs td tb pq blz obg vlw eai certo errado feito dele sexta quinta quarta terca almoco reagendar
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
