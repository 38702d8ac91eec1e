using System.Runtime.Versioning;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>Secrets from files and the environment: read at each connection, and shown nowhere.</summary>
[Collection(BrokerCollection.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class CredentialTests(BrokerFixture broker) : IAsyncLifetime
{
    private const string First = "s3cr3t-first";
    private const string Second = "s3cr3t-second";

    private readonly string _user = $"user-{Guid.NewGuid():N}";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zeekamqp-secrets-");

    public async Task InitializeAsync()
    {
        await broker.CtlAsync("add_user", _user, First);
        await broker.CtlAsync("set_permissions", "-p", "/", _user, ".*", ".*", ".*");
    }

    public async Task DisposeAsync()
    {
        await broker.CtlAsync("delete_user", _user);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_password_file_is_read_again_at_each_connection()
    {
        string file = Secret("password", First + "\nsecond line\n");
        await using var test = new TestWriter(broker, new("username", _user), new("password_file", file));
        await test.DeliverAsync(1);

        await broker.CtlAsync("change_password", _user, Second);
        await broker.CtlAsync("close_all_connections", "rotation");
        await test.UntilToldAsync($"refused the login of user '{_user}'");
        Secret("password", Second);
        await test.UntilToldAsync("connected again");
        await test.DeliverAsync(2);
        NoSecretIsTold(test);
    }

    [Fact]
    public async Task User_and_password_come_from_files_before_the_environment_and_from_there_before_the_options()
    {
        Environment.SetEnvironmentVariable("ZEEKAMQP_TEST_PASSWORD", First);
        await using var test = new TestWriter(
            broker, new("username_file", Secret("user", _user)), new("username_env", "ZEEKAMQP_TEST_NOT_SET"), new("username", "nobody"),
            new("password_env", "ZEEKAMQP_TEST_PASSWORD"), new("password", "wrong"));
        await test.DeliverAsync(1);
        NoSecretIsTold(test);
    }

    [Fact]
    public async Task A_missing_file_is_named_and_read_once_it_is_there()
    {
        string file = Path.Combine(_folder.FullName, "later");
        await using var test = new TestWriter(broker, new("username", _user), new("password_file", file));
        Assert.Contains($"password_file '{file}' does not exist", await test.UntilToldAsync("cannot connect to"), StringComparison.Ordinal);
        Secret("later", "");
        await test.UntilToldAsync($"the first line of password_file '{file}' is empty");
        Secret("later", First);
        await test.DeliverAsync(1);
        Assert.Equal(2, test.Told.Count(told => told.Level == DiagnosticLevel.Error));
        NoSecretIsTold(test);
    }

    [Fact]
    public async Task A_missing_variable_is_named()
    {
        await using var test = new TestWriter(broker, new RawOption("password_env", "ZEEKAMQP_TEST_NOT_SET"));
        string told = await test.UntilToldAsync("cannot connect to");
        Assert.Contains("the environment variable 'ZEEKAMQP_TEST_NOT_SET' of password_env is not set in process", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_file_that_everyone_can_read_is_warned_of_once()
    {
        string file = Secret("open", First);
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherRead);
        await using var test = new TestWriter(broker, new("username", _user), new("password_file", file));
        await test.DeliverAsync(1);
        await broker.CtlAsync("close_all_connections", "once more");
        await test.UntilToldAsync("connected again");
        await test.DeliverAsync(2);
        Assert.Single(test.Told, told => told.Text == $"password_file '{file}' holds a secret, but every user of this machine can read it; chmod 600 it");
        NoSecretIsTold(test);
    }

    private static void NoSecretIsTold(TestWriter test) => Assert.All(test.Told, told => Assert.DoesNotContain("s3cr3t", told.Text, StringComparison.Ordinal));

    /// <summary>Writes a file as a careful program does, all at once.</summary>
    private string Secret(string name, string content)
    {
        string file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file + ".new", content);
        File.SetUnixFileMode(file + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(file + ".new", file, overwrite: true);
        return file;
    }
}
