using System.Text;
using Csms;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Ocpp;
using Server.Csms;
using Server.Csms.Storage;
using Server.Hosting;

namespace Server.Tests.Csms;

public sealed class CsmsStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("csms-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private CsmsStore NewStore() =>
        new(new CsmsDatabase(new CsmsSettings { DataDirectory = _directory }), NullLogger<CsmsStore>.Instance);

    private static string Start(CentralSystem central, string id = "CP1")
    {
        var sent = new List<string>();
        var connection = central
            .Connect(id, new Instant(1), frame => sent.Add(Encoding.UTF8.GetString(frame.Span)), _ => { }, out _)
            .ShouldNotBeNull();
        connection.Receive(
            """[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"""u8.ToArray(),
            new Instant(2)
        );
        connection.Receive(
            """[2,"2","StartTransaction",{"connectorId":1,"idTag":"T","meterStart":0,"timestamp":"2026-01-01T00:00:00Z"}]"""u8.ToArray(),
            new Instant(3)
        );
        return sent[^1];
    }

    [Fact]
    public void A_killed_process_leaves_no_transaction_id_to_be_given_out_again()
    {
        var first = NewStore().Open(new CentralSystemOptions());
        Start(first).ShouldContain("\"transactionId\":1}");
        // Neither written nor closed: as if killed.
        var second = NewStore().Open(new CentralSystemOptions());
        Start(second).ShouldNotContain("\"transactionId\":1}");
        second.LastTransactionId.ShouldBeInRange(first.LastTransactionId + 1, 1_001);
        second.Options.MessageIdPrefix.ShouldNotBe(first.Options.MessageIdPrefix);
    }

    [Fact]
    public void More_ids_than_are_reserved_are_reserved_before_they_are_given_out()
    {
        var first = NewStore().Open(new CentralSystemOptions());
        // Faster than anything is written in the background.
        for (var i = 1; i <= 2_500; i++)
        {
            Start(first, $"CP{i}");
        }

        var second = NewStore().Open(new CentralSystemOptions());

        second.LastTransactionId.ShouldBeInRange(2_500, 3_600);
    }

    [Fact]
    public void An_orderly_end_leaves_no_gap()
    {
        var store = NewStore();
        var first = store.Open(new CentralSystemOptions());
        Start(first);
        store.Close(first);
        var second = NewStore().Open(new CentralSystemOptions());
        second.LastTransactionId.ShouldBe(1);
        second.Sessions.ShouldHaveSingleItem().State.ShouldBe(SessionState.Open);
        second.FindChargePoint("CP1").ShouldNotBeNull().Boot!.ChargePointVendor.ShouldBe("V");
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_in_one_line()
    {
        File.WriteAllText(Path.Combine(_directory, "csms.db"), new string('x', 4096));
        var error = Should.Throw<StartFailureException>(() => NewStore().Open(new CentralSystemOptions()));
        error.Message.ShouldContain("csms.db cannot be opened");
        error.Message.ShouldNotContain("\n");
    }
}
