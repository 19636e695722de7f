using TrainingMonitor.Contract;

namespace TrainingMonitor.Tests.Contract;

public sealed class SecretsTests
{
    [Fact]
    public void Both_languages_take_the_same_names_for_secrets()
    {
        using var names = Repository.Fixture("secret_names.json");
        Assert.All(Names("secret"), name => Assert.True(Secrets.IsSecret(name), name));
        Assert.All(Names("setting"), name => Assert.False(Secrets.IsSecret(name), name));

        IEnumerable<string> Names(string kind) => names.RootElement.GetProperty(kind).EnumerateArray().Select(name => name.GetString()!);
    }
}
