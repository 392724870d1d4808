using System.Collections.Concurrent;
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
    private static readonly byte[] StartTransaction =
        """[2,"2","StartTransaction",{"connectorId":1,"idTag":"T","meterStart":0,"timestamp":"2026-01-01T00:00:00Z"}]"""u8.ToArray();

    private readonly string _directory = Directory.CreateTempSubdirectory("csms-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private CsmsStore NewStore() =>
        new(new CsmsDatabase(new CsmsSettings { DataDirectory = _directory }), NullLogger<CsmsStore>.Instance);

    /// <summary>A life that ends with a kill: what was not written by then is lost.</summary>
    private CentralSystem NewLife()
    {
        var store = NewStore();
        var central = store.Open(new CentralSystemOptions());
        store.Start();
        return central;
    }

    /// <summary>The answers to BootNotification and StartTransaction, once they are there.</summary>
    private static Task<string[]> StartAsync(CentralSystem central, string id = "CP1")
    {
        var sent = Connected(central, id, out var connection);
        connection.Receive(StartTransaction, new Instant(3));
        return Await.ForAsync(() => Task.FromResult(sent.ToArray()), frames => frames.Length == 2);
    }

    private static ConcurrentQueue<string> Connected(CentralSystem central, string id, out CsmsConnection connection)
    {
        var sent = new ConcurrentQueue<string>();
        connection = central
            .Connect(
                id,
                new Instant(1),
                frame => sent.Enqueue(Encoding.UTF8.GetString(frame.Span)),
                reason => sent.Enqueue($"closed: {reason}"),
                out _
            )
            .ShouldNotBeNull();
        connection.Receive(
            """[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"""u8.ToArray(),
            new Instant(2)
        );
        return sent;
    }

    [Fact]
    public async Task A_transaction_that_was_answered_outlives_a_kill_and_its_id_is_not_given_out_again()
    {
        var first = NewLife();
        (await StartAsync(first))[^1].ShouldContain("\"transactionId\":1}");

        var second = NewLife();
        second.Sessions.ShouldHaveSingleItem().State.ShouldBe(SessionState.Open);
        (await StartAsync(second, "CP2"))[^1].ShouldContain("\"transactionId\":2}");
        second.Options.MessageIdPrefix.ShouldNotBe(first.Options.MessageIdPrefix);
    }

    [Fact]
    public void Nothing_is_answered_before_it_is_written()
    {
        var central = NewStore().Open(new CentralSystemOptions());
        // Nobody writes.
        var sent = Connected(central, "CP1", out var connection);
        connection.Receive(StartTransaction, new Instant(3));

        sent.ShouldHaveSingleItem().ShouldStartWith("[3,\"1\"");
        NewStore().Open(new CentralSystemOptions()).Sessions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Thousands_of_starts_at_once_are_all_kept()
    {
        var first = NewLife();
        var starts = await Task.WhenAll(Enumerable.Range(1, 2_500).Select(i => StartAsync(first, $"CP{i}")));
        Array.TrueForAll(starts, frames => frames[^1].StartsWith("[3,\"2\"")).ShouldBeTrue();

        var second = NewStore().Open(new CentralSystemOptions());
        second.Sessions.Count(session => session.State == SessionState.Open).ShouldBe(2_500);
        second.LastTransactionId.ShouldBe(2_500);
    }

    [Fact]
    public async Task A_locked_database_holds_answers_back_cuts_the_line_and_the_same_start_is_one_session()
    {
        var central = NewLife();
        var sent = Connected(central, "CP1", out var connection);
        using (var other = new SqliteConnection($"Data Source={Path.Combine(_directory, "csms.db")};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction();
            connection.Receive(StartTransaction, new Instant(3));
            await Await.ForAsync(() => Task.FromResult(sent.ToArray()), frames => frames.Length == 2);
            transaction.Rollback();
        }

        sent.Last().ShouldStartWith("closed: ");
        // It comes back and asks again, word for word.
        (await StartAsync(central))[^1]
            .ShouldContain("\"transactionId\":1}");
        NewStore().Open(new CentralSystemOptions()).Sessions.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_full_disk_is_told_and_nothing_is_lost()
    {
        var store = NewStore();
        var central = store.Open(new CentralSystemOptions());
        using var full = FullDisk.Of(Path.Combine(_directory, "csms.db"), "Sessions");
        store.Start();
        var sent = Connected(central, "CP1", out var connection);
        connection.Receive(StartTransaction, new Instant(3));

        var trouble = await Await.ForAsync(() => Task.FromResult(store.Trouble), trouble => trouble is not null);
        trouble.ShouldNotBeNull().ShouldContain("the disk is full: free some space");
        sent.Count.ShouldBe(1);

        full.Free();
        await Await.ForAsync(() => Task.FromResult(sent.ToArray()), frames => frames.Length == 2);
        sent.Last().ShouldContain("\"transactionId\":1}");
        store.Trouble.ShouldBeNull();
        store.Close();
    }

    [Fact]
    public async Task An_orderly_end_leaves_no_gap()
    {
        var store = NewStore();
        var first = store.Open(new CentralSystemOptions());
        store.Start();
        await StartAsync(first);
        store.Close();
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
