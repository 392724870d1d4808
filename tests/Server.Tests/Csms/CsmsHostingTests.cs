using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Server.Csms;

namespace Server.Tests.Csms;

public sealed class CsmsHostingTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("csms-").FullName;

    private CsmsSettings Settings => new() { DataDirectory = _directory };

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_session_over_a_real_socket_shows_in_the_api()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        using var charger = await app.ConnectAsync("RDAM 123#?");
        charger.Socket.SubProtocol.ShouldBe("ocpp1.6");
        await charger.BootAsync();
        await charger.CallAsync(
            "StatusNotification",
            """{"connectorId":1,"errorCode":"NoError","status":"SuspendedEVSE"}"""
        );
        var start = await charger.CallAsync(
            "StartTransaction",
            """{"connectorId":1,"idTag":"TAG","meterStart":1000,"timestamp":"2026-01-01T00:00:00Z"}"""
        );
        var id = start.GetProperty("transactionId").GetInt32();
        await charger.CallAsync(
            "StopTransaction",
            $$"""{"transactionId":{{id}},"meterStop":1500,"timestamp":"2026-01-01T01:00:00Z","reason":"Remote"}"""
        );

        var view = await app.GetAsync("/csms/chargers/RDAM%20123%23%3F");
        view.GetProperty("online").GetBoolean().ShouldBeTrue();
        view.GetProperty("connectors")[0].GetProperty("status").GetString().ShouldBe("SuspendedEVSE");
        (await app.GetAsync("/csms/chargers")).GetArrayLength().ShouldBe(1);
        (await app.GetAsync("/csms/sessions?open=true")).GetArrayLength().ShouldBe(0);
        var session = (await app.GetAsync("/csms/sessions?chargerId=RDAM%20123%23%3F"))[0];
        session.GetProperty("energyWh").GetDouble().ShouldBe(500);
        session.GetProperty("reason").GetString().ShouldBe("Remote");
        (await app.Http.GetAsync("/csms/chargers/OTHER")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Calls_are_sent_by_hand_and_their_answers_come_back()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        (await app.PostAsync("/csms/chargers/CP1/calls", """{"action":"ClearCache"}""")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        using var charger = await app.ConnectAsync("CP1");
        await charger.BootAsync();

        var pending = app.PostAsync("/csms/chargers/CP1/calls", """{"action":"Reset","payload":{"type":"Soft"}}""");
        var call = (await charger.ReceiveAsync()).ShouldNotBeNull();
        call[2].GetString().ShouldBe("Reset");
        await charger.SendAsync($$"""[3,"{{call[1].GetString()}}",{"status":"Accepted"}]""");
        var report = await Read(await pending, HttpStatusCode.OK);
        report.GetProperty("status").GetString().ShouldBe("result");
        report.GetProperty("payload").GetProperty("status").GetString().ShouldBe("Accepted");
        report.GetProperty("roundTripMs").GetDouble().ShouldBeGreaterThan(0);

        var invalid = await Read(
            await app.PostAsync("/csms/chargers/CP1/calls", """{"action":"Reset","payload":{"type":"Medium"}}"""),
            HttpStatusCode.UnprocessableEntity
        );
        invalid.GetProperty("errors").TryGetProperty("payload.type", out _).ShouldBeTrue();
        var unknown = await app.PostAsync("/csms/chargers/CP1/calls", """{"action":"BootNotification"}""");
        unknown.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        pending = app.PostAsync(
            "/csms/chargers/CP1/calls?force=true",
            """{"action":"Reset","payload":{"type":"Medium"}}"""
        );
        call = (await charger.ReceiveAsync()).ShouldNotBeNull();
        call[3].GetProperty("type").GetString().ShouldBe("Medium");
        await charger.SendAsync($"""[4,"{call[1].GetString()}","PropertyConstraintViolation","no",{"{}"}]""");
        report = await Read(await pending, HttpStatusCode.OK);
        report.GetProperty("status").GetString().ShouldBe("error");
        report.GetProperty("errorCode").GetString().ShouldBe("PropertyConstraintViolation");
        report.GetProperty("errorDescription").GetString().ShouldBe("no");

        pending = app.PostAsync("/csms/chargers/CP1/calls", """{"action":"ClearCache"}""");
        (await charger.ReceiveAsync()).ShouldNotBeNull();
        charger.Socket.Abort();
        (await pending).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await app.PostAsync("/csms/chargers/CP1/calls", """{"action":"ClearCache"}""")).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );
    }

    [Fact]
    public async Task Tags_are_set_and_answered_by()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        var set = await app.PostAsync("/csms/id-tags", """{"idTag":"Card","status":"Blocked"}""");
        set.StatusCode.ShouldBe(HttpStatusCode.OK);
        var wrong = await app.PostAsync("/csms/id-tags", """{"idTag":"","status":"ConcurrentTx"}""");
        (await Read(wrong, HttpStatusCode.UnprocessableEntity))
            .GetProperty("errors")
            .EnumerateObject()
            .Count()
            .ShouldBe(2);
        (await app.GetAsync("/csms/id-tags")).GetArrayLength().ShouldBe(1);
        using var charger = await app.ConnectAsync("CP1");
        await charger.BootAsync();
        (await charger.CallAsync("Authorize", """{"idTag":"CARD"}"""))
            .GetProperty("idTagInfo")
            .GetProperty("status")
            .GetString()
            .ShouldBe("Blocked");
    }

    [Fact]
    public async Task The_registration_of_an_identity_can_be_set_before_it_boots()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        var set = await app.Http.PutAsJsonAsync("/csms/chargers/CP1/registration", new { status = "Pending" });
        set.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var charger = await app.ConnectAsync("CP1");
        var boot = await charger.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        boot.GetProperty("status").GetString().ShouldBe("Pending");
        var colon = await app.Http.PutAsJsonAsync("/csms/chargers/a:b/registration", new { status = "Pending" });
        colon.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_registration_that_was_set_survives_a_restart()
    {
        await using (var app = await CsmsApp.StartAsync(Settings))
        {
            await app.Http.PutAsJsonAsync("/csms/chargers/CP1/registration", new { status = "Pending" });
            await app.Http.PutAsJsonAsync("/csms/chargers/CP1/registration", new { status = "Rejected" });
        }

        await using (var app = await CsmsApp.StartAsync(Settings))
        {
            using var charger = await app.ConnectAsync("CP1");
            var boot = await charger.CallAsync(
                "BootNotification",
                """{"chargePointVendor":"V","chargePointModel":"M"}"""
            );
            boot.GetProperty("status").GetString().ShouldBe("Rejected");
        }
    }

    [Theory]
    [InlineData("NoSuchAction", """["a",1]""")]
    [InlineData("BootNotification", "null")]
    [InlineData("Reset \"[", "7")]
    public async Task Any_action_with_any_JSON_is_sent_by_force(string action, string payload)
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        using var charger = await app.ConnectAsync("CP1");
        await charger.BootAsync();
        var body = $$"""{"action":{{JsonSerializer.Serialize(action)}},"payload":{{payload}}}""";
        (await app.PostAsync("/csms/chargers/CP1/calls", body)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var pending = app.PostAsync("/csms/chargers/CP1/calls?force=true", body);

        var call = (await charger.ReceiveAsync()).ShouldNotBeNull();
        call[2].GetString().ShouldBe(action);
        call[3].GetRawText().ShouldBe(payload);
        await charger.SendAsync($$"""[3,"{{call[1].GetString()}}",{"odd":[1]}]""");
        var report = await Read(await pending, HttpStatusCode.OK);
        if (action == "BootNotification")
        {
            // Known, so the answer has a schema.
            report.GetProperty("status").GetString().ShouldBe("error");
        }
        else
        {
            report.GetProperty("status").GetString().ShouldBe("result");
            report.GetProperty("payload").GetRawText().ShouldBe("""{"odd":[1]}""");
        }
    }

    [Fact]
    public async Task What_is_sent_by_force_has_bounds()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        using var charger = await app.ConnectAsync("CP1");
        await charger.BootAsync();
        foreach (var action in new[] { "", new string('a', 101), "Reset\\u0001", "Zürich" })
        {
            await Refused("action", $$"""{"action":"{{action}}"}""");
        }

        await Refused("payload", $$"""{"action":"Reset","payload":"{{new string('x', 512 * 1024)}}"}""");

        async Task Refused(string field, string body) =>
            (
                await Read(
                    await app.PostAsync("/csms/chargers/CP1/calls?force=true", body),
                    HttpStatusCode.UnprocessableEntity
                )
            )
                .GetProperty("errors")
                .TryGetProperty(field, out _)
                .ShouldBeTrue();
    }

    [Fact]
    public async Task Handshakes_are_refused_for_a_reason()
    {
        await using var app = await CsmsApp.StartAsync(
            Settings with
            {
                Identities = new HashSet<string> { "CP1", "TEXT", "KEY" },
                Passwords = new Dictionary<string, string>
                {
                    ["TEXT"] = "open sesame",
                    ["KEY"] = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF",
                },
            }
        );
        (await app.Http.GetAsync("/ocpp/CP1")).StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        (await Status("STRANGER")).ShouldBe("404");
        (await Status("CP1", subprotocol: "ocpp2.0.1")).ShouldBe("400");
        (await Status("TEXT")).ShouldBe("401");
        (await Status("TEXT", Basic("TEXT:wrong"u8))).ShouldBe("401");
        (await Status("TEXT", Basic("KEY:open sesame"u8))).ShouldBe("401");
        (await Status("TEXT", Basic("TEXT:open sesame"u8))).ShouldBe("101");
        byte[] raw = [.. "KEY:"u8, .. Convert.FromHexString("0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF")];
        (await Status("KEY", Basic(raw))).ShouldBe("101");

        static Action<ClientWebSocketOptions> Basic(ReadOnlySpan<byte> credentials)
        {
            var header = $"Basic {Convert.ToBase64String(credentials)}";
            return options => options.SetRequestHeader("Authorization", header);
        }

        async Task<string> Status(
            string id,
            Action<ClientWebSocketOptions>? configure = null,
            string subprotocol = "ocpp1.6"
        )
        {
            try
            {
                using var charger = await app.ConnectAsync(id, configure, subprotocol);
                return "101";
            }
            catch (HttpRequestException e)
            {
                return e.Message;
            }
        }
    }

    [Fact]
    public async Task Huge_and_binary_frames_close_the_socket_and_harm_nobody_else()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        using var bystander = await app.ConnectAsync("BYSTANDER");
        await bystander.BootAsync();
        using var huge = await app.ConnectAsync("HUGE");
        await huge.SendAsync(
            $"""[2,"a","DataTransfer",{"{"}"vendorId":"v","data":"{new string('x', 400_000)}"{"}"}]"""
        );
        (await huge.ReceiveAsync()).ShouldBeNull();
        huge.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.MessageTooBig);
        using var binary = await app.ConnectAsync("BINARY");
        await binary.Socket.SendAsync(Encoding.UTF8.GetBytes("[]"), WebSocketMessageType.Binary, true, default);
        (await binary.ReceiveAsync()).ShouldBeNull();
        binary.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.InvalidMessageType);
        await bystander.CallAsync("Heartbeat", "{}");
    }

    [Fact]
    public async Task A_frame_just_within_the_limit_and_an_empty_one_are_taken()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        using var charger = await app.ConnectAsync("CP1");
        await charger.BootAsync();
        await charger.SendAsync("");
        var answer = await charger.CallAsync(
            "DataTransfer",
            $$"""{"vendorId":"v","data":"{{new string('x', 250_000)}}"}"""
        );
        answer.GetProperty("status").GetString().ShouldBe("UnknownVendorId");
    }

    [Fact]
    public async Task A_newer_connection_replaces_the_older()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        using var older = await app.ConnectAsync("CP1");
        await older.BootAsync();
        using var newer = await app.ConnectAsync("CP1");
        (await older.ReceiveAsync()).ShouldBeNull();
        older.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        await newer.CallAsync("Heartbeat", "{}");
    }

    [Fact]
    public async Task A_restart_closes_the_sockets_and_continues_sessions_tags_and_ids()
    {
        int id;
        await using (var app = await CsmsApp.StartAsync(Settings))
        {
            await app.PostAsync("/csms/id-tags", """{"idTag":"CARD","status":"Blocked"}""");
            using var charger = await app.ConnectAsync("CP1");
            await charger.BootAsync();
            id = (await Start(charger, 1)).GetProperty("transactionId").GetInt32();
            await charger.CallAsync(
                "MeterValues",
                $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-01-01T00:10:00Z","sampledValue":[{"value":"70"}]}]}"""
            );
            var stopping = app.StopAsync();
            (await charger.ReceiveAsync()).ShouldBeNull();
            charger.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
            await charger.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", default);
            await stopping;
        }

        await using (var app = await CsmsApp.StartAsync(Settings))
        {
            var session = (await app.GetAsync("/csms/sessions?open=true"))[0];
            session.GetProperty("transactionId").GetInt32().ShouldBe(id);
            session.GetProperty("energyWh").GetDouble().ShouldBe(70);
            (await app.GetAsync("/csms/id-tags")).GetArrayLength().ShouldBe(1);
            using var charger = await app.ConnectAsync("CP1");
            // No new boot: a charge point that only reconnects is still accepted.
            (await Start(charger, 2))
                .GetProperty("transactionId")
                .GetInt32()
                .ShouldBe(id + 1);
            await charger.CallAsync(
                "StopTransaction",
                $$"""{"transactionId":{{id}},"meterStop":100,"timestamp":"2026-01-01T01:00:00Z"}"""
            );
            session = (await app.GetAsync("/csms/sessions?open=false"))[0];
            session.GetProperty("energyWh").GetDouble().ShouldBe(100);
        }

        static Task<JsonElement> Start(CsmsClient charger, int connectorId) =>
            charger.CallAsync(
                "StartTransaction",
                $$"""{"connectorId":{{connectorId}},"idTag":"T","meterStart":0,"timestamp":"2026-01-01T00:00:00Z"}"""
            );
    }

    private static async Task<JsonElement> Read(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
