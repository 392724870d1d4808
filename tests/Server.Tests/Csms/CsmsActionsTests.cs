using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Server.Csms;

namespace Server.Tests.Csms;

/// <summary>/csms/actions: what can be called, with examples; and what is wrong with a call.</summary>
public sealed class CsmsActionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private CsmsSettings Settings => new() { DataDirectory = _directory.Path };

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    [Fact]
    public async Task Every_action_a_central_system_can_call_is_listed_with_the_schema_of_its_request()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        var actions = (await app.GetAsync("/csms/actions"))
            .EnumerateArray()
            .ToDictionary(a => a.GetProperty("name").GetString()!);
        actions.Count.ShouldBe(26);
        actions.ShouldNotContainKey("BootNotification");
        var schema = actions["ChangeAvailability"].GetProperty("request");
        schema.GetProperty("required").GetArrayLength().ShouldBe(2);
        schema.GetProperty("properties").GetProperty("type").GetProperty("enum").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Every_example_is_a_proper_request_once_its_instants_are_put_in()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        foreach (var action in (await app.GetAsync("/csms/actions")).EnumerateArray())
        {
            var name = action.GetProperty("name").GetString()!;
            var example = action.GetProperty("example").GetRawText();
            var instants = Regex.Replace(
                example.Replace("\\u002B", "+", StringComparison.Ordinal),
                "\"now(?:[+-]P[T0-9DHMS]+)?\"",
                "\"2026-01-01T00:00:00Z\"",
                RegexOptions.None,
                TimeSpan.FromSeconds(10)
            );
            var request = Ocpp.V16.OcppAction.Find(name)!.Request;
            var missing = request.Problems(Encoding.UTF8.GetBytes(instants)).Select(error => error.ToString());
            // What is made for one charge point or file cannot be known beforehand.
            missing.ShouldBe(
                name switch
                {
                    "CertificateSigned" => ["certificateChain: is required"],
                    "SignedUpdateFirmware" =>
                    [
                        "firmware.signingCertificate: is required",
                        "firmware.signature: is required",
                    ],
                    _ => [],
                },
                ignoreOrder: true,
                name
            );
            if (example.Contains("ocation", StringComparison.Ordinal))
            {
                example.ShouldContain($"{app.Http.BaseAddress}csms/files");
            }
        }
    }

    [Fact]
    public async Task The_examples_of_certificates_are_of_the_authority_that_is_there()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        var examples = (await app.GetAsync("/csms/actions"))
            .EnumerateArray()
            .ToDictionary(a => a.GetProperty("name").GetString()!, a => a.GetProperty("example"));
        var pem = await app.Http.GetStringAsync("/csms/ca/root.pem");
        examples["InstallCertificate"].GetProperty("certificate").GetString()!.Trim().ShouldBe(pem.Trim());
        using var root = X509Certificate2.CreateFromPem(pem);
        var hash = examples["DeleteCertificate"].GetProperty("certificateHashData");
        hash.GetProperty("serialNumber")
            .GetString()!
            .ShouldBe(root.SerialNumber.TrimStart('0'), StringCompareShould.IgnoreCase);
        hash.GetProperty("issuerNameHash").GetString()!.Length.ShouldBe(64);
    }

    [Fact]
    public async Task A_call_that_is_not_valid_tells_all_that_is_wrong_at_once()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        using var charger = await app.ConnectAsync("CP1");
        await charger.BootAsync();
        var answer = await Read(
            await app.PostAsync(
                "/csms/chargers/CP1/calls",
                """
                {"action":"SetChargingProfile","payload":{"connectorId":-1,"colour":"red","csChargingProfiles":{
                  "chargingProfileId":1,"stackLevel":"x","chargingProfilePurpose":"Nonsense","chargingProfileKind":"Absolute",
                  "chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0},{"limit":1}]}}}}
                """
            ),
            HttpStatusCode.UnprocessableEntity
        );
        answer
            .GetProperty("errors")
            .EnumerateObject()
            .Select(error => error.Name)
            .ShouldBe(
                [
                    "payload.connectorId",
                    "payload.colour",
                    "payload.csChargingProfiles.stackLevel",
                    "payload.csChargingProfiles.chargingProfilePurpose",
                    "payload.csChargingProfiles.chargingSchedule.chargingSchedulePeriod[0].limit",
                    "payload.csChargingProfiles.chargingSchedule.chargingSchedulePeriod[1].startPeriod",
                ],
                ignoreOrder: true
            );
    }

    private static async Task<JsonElement> Read(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
