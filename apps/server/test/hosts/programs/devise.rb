# Devise's encryptor, and the bcrypt gem below it, which takes its settings from `Devise`'s model.
require 'devise'
require 'json'

Model = Struct.new(:stretches, :pepper)

def answer(question)
  model = Model.new(question['cost'], question['pepper'])
  return Devise::Encryptor.digest(model, question['password']) if question['verb'] == 'hash'

  Devise::Encryptor.compare(model, question['hash'], question['password'])
end

puts JSON.generate(JSON.parse($stdin.read)['questions'].map { |question| answer(question) })
