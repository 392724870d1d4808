using Server.Storage;

namespace Server.Tests;

/// <summary>Names in a directory go to the disk, or it is said that they do not.</summary>
public sealed class DirectoryEntriesTests
{
    [Fact]
    public void A_directory_is_written_whatever_its_name()
    {
        var directory = Path.Combine(Scratch.Directory(), "Größe");
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "file"), "content");

        Should.NotThrow(() => DirectoryEntries.Sync(directory));
    }

    [Fact]
    public void One_that_is_not_there_is_no_success()
    {
        if (OperatingSystem.IsWindows())
        {
            // There is nothing to ask for.
            return;
        }

        var missing = Scratch.Directory();
        Should.Throw<IOException>(() => DirectoryEntries.Sync(missing)).Message.ShouldStartWith($"{missing}: No such");
    }
}
