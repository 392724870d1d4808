using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Server.Csms;

namespace Server.Tests.Csms;

/// <summary>Passwords and profiles follow what charge points are told.</summary>
public sealed class CredentialsTests : IDisposable
{
    private const string Old = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF";
    private const string New = "AA01020304050607FFFFFFFFFFFFFFFFFFFFFFFF";

    private readonly TemporaryDirectory _directory = new();

    private CsmsSettings Settings =>
        new()
        {
            DataDirectory = _directory.Path,
            Passwords = new Dictionary<string, string> { ["CP1"] = Old },
        };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_accepted_AuthorizationKey_holds_once_it_was_used_and_over_a_restart()
    {
        await using (var app = await CsmsApp.StartAsync(Settings))
        {
            await ChangeAsync(app, Old, "AuthorizationKey", New, "Accepted");
            (await StatusAsync(app, Old)).ShouldBe(101, "it may not have taken it over yet");
            (await StatusAsync(app, New)).ShouldBe(101);
            (await StatusAsync(app, Old)).ShouldBe(401);
            (await StatusAsync(app, null)).ShouldBe(401);
        }

        await using (var app = await CsmsApp.StartAsync(Settings))
        {
            (await StatusAsync(app, Old)).ShouldBe(401);
            (await StatusAsync(app, New)).ShouldBe(101);
            await app.Http.DeleteAsync("/csms/chargers/CP1/security");
            (await StatusAsync(app, New)).ShouldBe(401);
            (await StatusAsync(app, Old)).ShouldBe(101);
        }
    }

    [Theory]
    [InlineData("Rejected")]
    [InlineData("NotSupported")]
    public async Task One_that_was_refused_does_not_hold(string status)
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        await ChangeAsync(app, Old, "AuthorizationKey", New, status);
        (await StatusAsync(app, New)).ShouldBe(401);
        (await StatusAsync(app, Old)).ShouldBe(101);
    }

    [Fact]
    public async Task One_that_was_never_answered_may_hold()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        using var charger = await BootedAsync(app, Old);
        var pending = CallAsync(app, "AuthorizationKey", New);
        (await charger.ReceiveAsync()).ShouldNotBeNull();
        charger.Socket.Abort();
        (await pending).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(app, Old)).ShouldBe(101);
        (await StatusAsync(app, New)).ShouldBe(101);
        (await StatusAsync(app, Old)).ShouldBe(401);
    }

    [Fact]
    public async Task Passwords_are_not_to_be_read_on_the_disk_nor_in_the_API()
    {
        await using (var app = await CsmsApp.StartAsync(Settings))
        {
            await ChangeAsync(app, Old, "AuthorizationKey", New, "Accepted");
            (await StatusAsync(app, New)).ShouldBe(101);
            var security = await app.Http.GetStringAsync("/csms/chargers/CP1/security");
            security.ShouldContain("\"passwordKnown\":true");
            security.ShouldNotContain(New);
            (await app.Http.GetStringAsync("/csms/chargers/CP1")).ShouldNotContain(New);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories))
        {
            var content = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            content.ShouldNotContain(New, Case.Insensitive, file);
        }
    }

    [Fact]
    public async Task A_profile_that_was_reached_is_not_left_again()
    {
        await using var app = await CsmsApp.StartAsync(Settings with { Passwords = new Dictionary<string, string>() });
        (await StatusAsync(app, null)).ShouldBe(101);
        await ChangeAsync(app, null, "AuthorizationKey", New, "Accepted");
        (await StatusAsync(app, null)).ShouldBe(101);
        await ChangeAsync(app, New, "SecurityProfile", "1", "RebootRequired");
        (await app.GetAsync("/csms/chargers/CP1/security")).GetProperty("nextSecurityProfile").GetInt32().ShouldBe(1);
        (await StatusAsync(app, New)).ShouldBe(101);
        (await app.GetAsync("/csms/chargers/CP1/security")).GetProperty("securityProfile").GetInt32().ShouldBe(1);
        (await StatusAsync(app, null)).ShouldBe(401);
        // Over TLS alone, from then on.
        await ChangeAsync(app, New, "SecurityProfile", "2", "Accepted");
        (await StatusAsync(app, New)).ShouldBe(101, "it falls back while it cannot connect");
        await app.Http.PutAsJsonAsync("/csms/chargers/CP1/security", new { securityProfile = 2, password = New });
        (await StatusAsync(app, New)).ShouldBe(403);
        (await StatusAsync(app, null)).ShouldBe(401);
    }

    [Fact]
    public async Task Those_of_whom_something_was_learnt_are_listed_until_it_is_forgotten()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        (await app.GetAsync("/csms/security")).GetArrayLength().ShouldBe(0, "CP1 is as the settings say");
        await app.Http.PutAsJsonAsync("/csms/chargers/NEVER-SEEN/security", new { securityProfile = 3 });
        await ChangeAsync(app, Old, "AuthorizationKey", New, "Accepted");

        var list = await app.Http.GetAsync("/csms/security");
        list.Headers.GetValues("X-Total-Count").ShouldBe(["2"]);
        (await list.Content.ReadAsStringAsync()).ShouldBe(
            """[{"chargePointId":"CP1","security":{"securityProfile":null,"nextSecurityProfile":null,"passwordKnown":true,"nextPasswordKnown":true}},{"chargePointId":"NEVER-SEEN","security":{"securityProfile":3,"nextSecurityProfile":null,"passwordKnown":false,"nextPasswordKnown":false}}]"""
        );
        (await app.GetAsync("/csms/security?offset=1&limit=1"))
            .EnumerateArray()
            .Single()
            .GetProperty("chargePointId")
            .GetString()
            .ShouldBe("NEVER-SEEN");
        (await app.Http.GetAsync("/csms/security?limit=0")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        await app.Http.DeleteAsync("/csms/chargers/NEVER-SEEN/security");
        (await app.GetAsync("/csms/security")).GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"securityProfile":4}""", "securityProfile")]
    [InlineData("""{"securityProfile":1}""", "password")]
    [InlineData("""{"password":""}""", "password")]
    public async Task What_cannot_be_set_is_told(string body, string field)
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        var answer = await app.Http.PutAsync(
            "/csms/chargers/CP1/security",
            new StringContent(body, Encoding.UTF8, "application/json")
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    private static async Task ChangeAsync(CsmsApp app, string? password, string key, string value, string status)
    {
        using var charger = await BootedAsync(app, password);
        var pending = CallAsync(app, key, value);
        var call = (await charger.ReceiveAsync()).ShouldNotBeNull();
        await charger.SendAsync($$"""[3,"{{call[1].GetString()}}",{"status":"{{status}}"}]""");
        (await pending).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<HttpResponseMessage> CallAsync(CsmsApp app, string key, string value) =>
        app.PostAsync(
            "/csms/chargers/CP1/calls",
            JsonSerializer.Serialize(new { action = "ChangeConfiguration", payload = new { key, value } })
        );

    private static async Task<CsmsClient> BootedAsync(CsmsApp app, string? password)
    {
        var charger = await app.ConnectAsync("CP1", With(password));
        await charger.BootAsync();
        return charger;
    }

    private static async Task<int> StatusAsync(CsmsApp app, string? password)
    {
        try
        {
            using var charger = await app.ConnectAsync("CP1", With(password));
            return 101;
        }
        catch (HttpRequestException refused)
        {
            return int.Parse(refused.Message);
        }
    }

    private static Action<ClientWebSocketOptions>? With(string? password)
    {
        if (password is null)
        {
            return null;
        }
        byte[] credentials = [.. "CP1:"u8, .. Convert.FromHexString(password)];
        return options => options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String(credentials)}");
    }
}
